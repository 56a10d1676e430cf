#include "domain/schedule/escalation.hpp"

#include <algorithm>

namespace lapor::schedule {
namespace {

bool meant_for(const std::vector<std::string>& list, std::string_view value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

std::optional<std::size_t> next_step(const Ladder& ladder, std::size_t level, std::string_view agency,
                                     std::string_view category) {
  for (auto i = level; i < ladder.size(); ++i)
    if (meant_for(ladder[i].agencies, agency) && meant_for(ladder[i].categories, category)) return i;
  return std::nullopt;
}

std::vector<routing::Contact> hearers(const Ladder& ladder, std::size_t step,
                                      const routing::Directory& directory, const routing::Agency& agency) {
  for (auto i = step; i < ladder.size(); ++i)
    if (auto found = directory.exactly(agency, ladder[i].to); !found.empty()) return found;
  return step < ladder.size() ? directory.reach(agency, ladder[step].to) : std::vector<routing::Contact>{};
}

Instant told(const Step& step, Instant now, const Calendar& calendar) {
  if (!step.at) return now;
  const auto day = calendar.local_day(now);
  const auto today = calendar.at(day, *step.at);
  return today >= now ? today : calendar.at(day + std::chrono::days{1}, *step.at);
}

Instant due(const Step& step, Instant base, const Calendar& calendar) {
  return calendar.add(base, step.after);
}

Instant restart_base(const Ladder& ladder, std::size_t level, Instant now, const Calendar& calendar) {
  return level < ladder.size() ? calendar.back(now, ladder[level].after) : now;
}

}  // namespace lapor::schedule
