// The people of a hunted office. Every number is fictitious.
#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "hunt/story.hpp"

namespace lapor::hunt {

inline std::string phone(int n) { return fmt::format("+628110000{:03}", n); }
inline std::string citizen_phone(int n) { return phone(400 + n); }
inline const std::string coordinator_phone = phone(290), governor_phone = phone(299);
inline const std::string inspectorate = "INSP", coordinator = "KOMINFO";

inline const char* const agency_codes[] = {"BMCK", "DISHUB", "PDAM", "DLH"};
inline const char* const category_codes[] = {"JALAN", "LAMPU", "AIR", "SAMPAH"};

/// -1 is the inspectorate, -2 the coordinator.
inline std::string agency_code(int agency) {
  if (agency == -1) return inspectorate;
  if (agency == -2) return coordinator;
  return agency_codes[agency];
}
inline std::string category_of(int agency) { return agency == -1 ? "PUNGLI" : category_codes[agency]; }

/// The phones of an agency: operator, secretary, head.
inline std::vector<std::string> phones_of(const Office& office, const std::string& code) {
  if (code == inspectorate) return {phone(271)};
  if (code == coordinator) return {coordinator_phone};
  for (int a = 0; a < office.agencies; ++a) {
    if (agency_code(a) != code) continue;
    std::vector<std::string> all{phone(201 + 10 * a)};
    if (office.secretaries) all.push_back(phone(202 + 10 * a));
    all.push_back(phone(203 + 10 * a));
    return all;
  }
  return {};
}

}  // namespace lapor::hunt
