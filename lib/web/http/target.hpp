// The target of a request: the path, decoded once and routed as decoded, and the pairs of a query or a form.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapor::web {

/// Pairs of a query or a form; a name stands there once.
class Fields {
 public:
  static constexpr std::size_t most = 100, longest_name = 64;

  /// The value, or "" if there is none: empty and absent mean the same.
  const std::string& operator[](std::string_view name) const;
  bool has(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return pairs_; }
  void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

struct Target {
  std::string
      path;  ///< printable ASCII, begins with "/", without empty, "." and ".." parts but a last empty one
  Fields query;
};

/// nullopt for what we don't serve: another form than an absolute path, a bad escape, an escaped slash or
/// NUL, a letter outside ASCII in the path, or a bad query.
std::optional<Target> read_target(std::string_view target);
/// application/x-www-form-urlencoded (WHATWG URL §5.1). nullopt for a bad escape, a name that comes twice, or
/// too many. Values are valid UTF-8 without NUL.
std::optional<Fields> read_fields(std::string_view text);

}  // namespace lapor::web
