#include "domain/escalation/policy.hpp"

#include <algorithm>
#include <iterator>

namespace lapor::escalation {
namespace {

bool meant_for(const std::vector<std::string>& list, std::string_view value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Policy steps_for(const Policy& policy, std::string_view agency, std::string_view category) {
  Policy mine;
  std::copy_if(policy.begin(), policy.end(), std::back_inserter(mine), [&](const Step& step) {
    return meant_for(step.agencies, agency) && meant_for(step.categories, category);
  });
  return mine;
}

std::vector<routing::Contact> recipients(const Policy& policy, std::size_t step,
                                         const routing::Directory& directory, const routing::Agency& agency) {
  for (auto i = step; i < policy.size(); ++i)
    if (auto found = directory.exactly(agency, policy[i].to); !found.empty()) return found;
  return step < policy.size() ? directory.reach(agency, policy[step].to) : std::vector<routing::Contact>{};
}

Instant notify_at(const Step& step, Instant now, const calendar::Calendar& calendar) {
  if (!step.at) return now;
  const auto day = calendar.local_day(now);
  const auto today = calendar.at(day, *step.at);
  return today >= now ? today : calendar.at(day + std::chrono::days{1}, *step.at);
}

Instant step_due(const Step& step, Instant base, const calendar::Calendar& calendar) {
  return calendar.add(base, step.after);
}

Instant restart_clock(const Policy& policy, std::size_t level, Instant now,
                      const calendar::Calendar& calendar) {
  return level < policy.size() ? calendar.back(now, policy[level].after) : now;
}

}  // namespace lapor::escalation
