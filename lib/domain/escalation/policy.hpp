// The escalation policy: who is told that an agency doesn't answer, and when.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar/calendar.hpp"
#include "domain/routing/agency.hpp"

namespace lapor::escalation {

struct Step {
  calendar::Span after;  ///< from forwarded_at
  routing::Role to = routing::Role::operator_;
  std::vector<std::string> agencies, categories;  ///< empty if the step is for all
  std::optional<std::chrono::minutes> at{};  ///< told once a day at this local time; nullopt: told when the
                                             /// step is due
};

using Policy = std::vector<Step>;

/// The steps that apply to a ticket of this agency and category, earliest first. A ticket's level is an index
/// into this list: a reload that adds a step for one category moves what the level of its open tickets means.
Policy steps_for(const Policy& policy, std::string_view agency, std::string_view category);
/// The contacts that are told of a step: those of its role. If the agency has none in that role, those of the
/// next step's role, and so on; at last the contacts above the agencies. Empty only if there are none.
std::vector<routing::Contact> recipients(const Policy& policy, std::size_t step,
                                         const routing::Directory& directory, const routing::Agency& agency);
/// The time at which the recipients are told of a step that is taken now: `now`, or the next time of day
/// `at`.
Instant notify_at(const Step& step, Instant now, const calendar::Calendar& calendar);
/// The time at which a step is due. `base` is forwarded_at, or what restart_clock() gave.
Instant step_due(const Step& step, Instant base, const calendar::Calendar& calendar);
/// The base with which step `level` is due now, and the later ones at the same distances as before.
Instant restart_clock(const Policy& policy, std::size_t level, Instant now,
                      const calendar::Calendar& calendar);

}  // namespace lapor::escalation
