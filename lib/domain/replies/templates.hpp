// The texts that citizens and officers get: one template per reply code, from replies.toml.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/replies/codes.hpp"

namespace lapor::replies {

/// A reply code, the fields that its template may use, and how many segments it may take. One table, from
/// which the check of replies.toml and replies.toml(5) are made.
struct Kind {
  std::string_view code;                 ///< "ACK"
  std::vector<std::string_view> fields;  ///< those a template of this code may use
  std::size_t max_parts = 1;
  std::string_view meaning;  ///< English, for replies.toml(5)
  /// Fields with another limit here than field_limit(), in septets.
  std::vector<std::pair<std::string_view, std::size_t>> wider = {};
};
std::span<const Kind> kinds();

/// The longest value a field may take, in septets; a longer one is cut (texts) before rendering. {t} is nine
/// digits. 0: no such field.
std::size_t field_limit(std::string_view field);
/// The meaning of a field, in English, for replies.toml(5).
std::string_view field_meaning(std::string_view field);

/// "a, b, c" for the field {list}: as many of the first items as fit its limit, and the number of the others:
/// "a, b dan 3 lagi". `total` is the number of all, also of those that are not in `items`; 0 means
/// items.size().
std::string list(const std::vector<std::string>& items, std::size_t total = 0,
                 std::size_t limit = field_limit("list"));

using Fields = std::map<std::string, std::string, std::less<>>;

/// A checked set of templates, complete for every kind.
class Templates {
 public:
  /// The fault of a template of this code, in English: an unknown code or field, a brace that opens no
  /// field, or a text that is too long for its segments when every field is at its limit. nullopt if it is
  /// right.
  static std::optional<std::string> fault(std::string_view code, std::string_view text);
  /// \pre no fault
  void set(std::string code, std::string text);
  std::vector<std::string_view> missing() const;
  bool has(std::string_view code) const { return texts_.contains(code); }
  const std::map<std::string, std::string, std::less<>>& texts() const { return texts_; }
  /// The text, its fields put in, each on one line, cut to its limit and brought into the GSM alphabet where
  /// the template's own text is in it and the field can be (a short one without its pictographs, which would
  /// make a text of one part three). A field of the template that isn't given is empty.
  /// In words of people a bracket before one of our headings ("(LAPOR") becomes a dash.
  std::string render(Code code, const Fields& fields) const { return render(name(code), fields); }
  /// The same by name. \pre the name is one of kinds()
  std::string render(std::string_view code, const Fields& fields) const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
  std::set<std::string, std::less<>> headings_;  ///< "LAPOR", "PUTUSKAN": templates that begin "(LAPOR …"
};

}  // namespace lapor::replies
