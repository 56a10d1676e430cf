#include "domain/routing/agency.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "base/ascii.hpp"

namespace lapor::routing {
namespace {

constexpr std::array role_names{
    std::pair{Role::operator_, std::string_view("operator")},
    std::pair{Role::secretary, std::string_view("secretary")},
    std::pair{Role::head, std::string_view("head")},
    std::pair{Role::coordinator, std::string_view("coordinator")},
    std::pair{Role::sekda, std::string_view("sekda")},
    std::pair{Role::governor, std::string_view("governor")},
};

bool same_code(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii::upper(x) == ascii::upper(y); });
}

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::vector<Contact> with_role(const std::vector<Contact>& contacts, Role role) {
  std::vector<Contact> out;
  std::copy_if(contacts.begin(), contacts.end(), std::back_inserter(out),
               [&](const auto& c) { return c.role == role && !c.phone.empty(); });
  return out;
}

/// Roles of an agency itself; the others stand above all agencies.
bool inside(Role role) { return role < Role::coordinator; }

}  // namespace

std::string_view name(Role role) {
  for (const auto& [r, text] : role_names)
    if (r == role) return text;
  return "?";
}

std::optional<Role> role(std::string_view name) {
  for (const auto& [r, text] : role_names)
    if (text == name) return r;
  return std::nullopt;
}

const Agency* Directory::find(std::string_view code) const {
  const auto it =
      std::find_if(agencies.begin(), agencies.end(), [&](const auto& a) { return same_code(a.code, code); });
  return it == agencies.end() ? nullptr : &*it;
}

const Agency& Directory::coordinator() const {
  const auto it = std::find_if(agencies.begin(), agencies.end(), [](const auto& a) { return a.coordinator; });
  if (it == agencies.end()) throw std::logic_error("routing: a directory without a coordinator");
  return *it;
}

const Agency& Directory::holder(std::string_view code) const {
  const auto* agency = find(code);
  return agency ? *agency : coordinator();
}

const Agency* Directory::owner(std::string_view category, std::string_view area,
                               const std::vector<std::string>& kept_out) const {
  const Agency* general = nullptr;
  for (const auto& a : agencies) {
    if (!holds(a.categories, category) || holds(kept_out, a.code)) continue;
    if (!area.empty() && holds(a.areas, area)) return &a;
    if (a.areas.empty() && !general) general = &a;
  }
  return general;
}

std::vector<Contact> Directory::exactly(const Agency& agency, Role role) const {
  if (inside(role)) return with_role(agency.contacts, role);
  auto out = with_role(above, role);
  if (!out.empty() || role != Role::coordinator) return out;
  // Nobody is named coordinator: those who work the coordinating agency's phones are.
  for (const auto r : {Role::coordinator, Role::operator_, Role::secretary, Role::head}) {
    out = with_role(coordinator().contacts, r);
    if (!out.empty()) break;
  }
  return out;
}

std::vector<Contact> Directory::reach(const Agency& agency, Role role) const {
  for (const auto& [next, text] : role_names) {
    if (next < role) continue;
    if (auto found = exactly(agency, next); !found.empty()) return found;
  }
  return {};
}

Office office_of(const Directory& directory, std::string_view phone) {
  Office out;
  if (phone.empty()) return out;
  for (const auto& a : directory.agencies)
    if (std::any_of(a.contacts.begin(), a.contacts.end(), [&](const auto& c) { return c.phone == phone; }))
      out.agencies.push_back(a.code);
  for (const auto& c : directory.above)
    if (c.phone == phone && std::find(out.above.begin(), out.above.end(), c.role) == out.above.end())
      out.above.push_back(c.role);
  // A coordinator who is named above the agencies works for the coordinating agency.
  if (std::find(out.above.begin(), out.above.end(), Role::coordinator) != out.above.end())
    for (const auto& a : directory.agencies)
      if (a.coordinator && !holds(out.agencies, a.code)) out.agencies.push_back(a.code);
  return out;
}

}  // namespace lapor::routing
