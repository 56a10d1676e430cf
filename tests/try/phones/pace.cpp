#include "try/phones/pace.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapor::phones {
namespace {

constexpr int hours_of_day = 24;

constexpr std::array rungs{
    Rung{12, "operator", "12 jam", "Operator"},
    Rung{24, "secretary", "24 jam", "Sekretaris"},
    Rung{48, "head", "48 jam", "Kepala dinas"},
    Rung{72, "coordinator", "72 jam", "Koordinator"},
    Rung{5 * hours_of_day, "sekda", "5 hari kerja", "Sekretaris Daerah"},
    Rung{10 * hours_of_day, "governor", "10 hari kerja", "Gubernur"},
};

struct Deadline {
  std::string_view key;
  int hours;
};
constexpr std::array deadlines{
    Deadline{"first_response", 24},
    Deadline{"urgent", 1},
    Deadline{"information", 5 * hours_of_day},
    Deadline{"ordinary", 14 * hours_of_day},
    Deadline{"supervision", 60 * hours_of_day},
    Deadline{"accepted_idle", 5 * hours_of_day},
    Deadline{"confirm", 10 * hours_of_day},
    Deadline{"clarify", 10 * hours_of_day},
    Deadline{"reopen", 30 * hours_of_day},
};

std::string lasting(const Pace& pace, int hours) { return fmt::format("\"{}s\"", hours * pace.hour.count()); }

}  // namespace

std::span<const Rung> ladder() { return rungs; }

const Pace* pace_named(std::string_view name) {
  const auto at = std::find_if(paces.begin(), paces.end(), [&](const Pace& p) { return p.name == name; });
  return at == paces.end() ? nullptr : &*at;
}

std::string rules_at(const Pace& pace) {
  auto out = std::string("[forwarding]\nwindow     = \"00:00-24:00\"\nladder_gap = \"1s\"\n");
  for (const auto& rung : rungs)
    out += fmt::format("[[escalation]]\nafter = {}\nto    = \"{}\"\n", lasting(pace, rung.hours), rung.to);
  out += "[deadlines]\n";
  for (const auto& d : deadlines) out += fmt::format("{} = {}\n", d.key, lasting(pace, d.hours));
  return out;
}

}  // namespace lapor::phones
