// The agencies, who answers for them, and which one owns a category.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapor::routing {

/// In the order in which a ticket escalates.
enum class Role { operator_, secretary, head, coordinator, sekda, governor };
std::string_view name(Role role);  ///< "operator", "secretary" …
std::optional<Role> role(std::string_view name);

struct Contact {
  Role role = Role::operator_;
  std::string name;
  std::string phone;  ///< E.164
  friend bool operator==(const Contact&, const Contact&) = default;
};

struct Agency {
  std::string code, name;
  std::vector<std::string> categories;
  std::vector<std::string> areas;  ///< area codes; empty: all
  bool coordinator = false;
  std::string pin;
  std::vector<Contact> contacts;
  std::string short_name = {};  ///< as citizens know it, at most 16 septets; empty: the code
  bool proof_by_word = false;   ///< a PIN of its own in each forward, instead of one for all
};

/// Every agency and every contact above them. \pre exactly one agency is the coordinator
struct Directory {
  std::vector<Agency> agencies;
  std::vector<Contact> above;  ///< coordinator, sekda, governor

  const Agency* find(std::string_view code) const;  ///< upper or lower case
  const Agency& coordinator() const;
  /// The agency of this code, or the coordinator where none has it: one may leave the configuration, its
  /// tickets stay.
  const Agency& holder(std::string_view code) const;
  /// The agency for a category and an area ("" unknown): one that names the area wins over one that names
  /// none. Never one of those that are `kept_out`.
  const Agency* owner(std::string_view category, std::string_view area,
                      const std::vector<std::string>& kept_out = {}) const;
  /// The contacts of a role for a ticket with this agency; where nobody has the role, those of the next role
  /// up. Empty only if nobody above has a phone either.
  std::vector<Contact> reach(const Agency& agency, Role role) const;
  /// The contacts that have exactly this role there.
  std::vector<Contact> exactly(const Agency& agency, Role role) const;
};

/// The place of a phone number in the directory.
struct Office {
  std::vector<std::string> agencies;  ///< codes of the agencies whose contact it is
  std::vector<Role> above;            ///< roles above the agencies
  bool any() const { return !agencies.empty() || !above.empty(); }
};
Office office_of(const Directory& directory, std::string_view phone);

}  // namespace lapor::routing
