// The deadlines of a ticket, computed from the clock starts that it stores. Pure, so that another calendar or
// other rules can compute them again.
#pragma once
#include <optional>
#include <string>

#include "engine/api/rules.hpp"
#include "engine/model/ticket.hpp"

namespace lapor::engine {

/// The steps of the escalation policy that concern this ticket, lowest first; Ticket::level is an index into
/// them.
escalation::Policy escalation_policy(const Rules& rules, const Ticket& ticket);

/// Sets resolution_due, due_at and next_timer_at from due_clock_start, postponed_days, resolution_clock_start
/// and escalation_clock_start. A deadline whose clock never started stays as it is.
void compute_deadlines(const Rules& rules, Ticket& ticket);
/// The time of the next escalation step; nullopt while the escalation is paused or at its end.
std::optional<Instant> next_step_due(const Rules& rules, const Ticket& ticket);
/// The time to tell the reporter that resolution_due is past; nullopt if that was done.
std::optional<Instant> overdue_notice_at(const Ticket& ticket);
/// The end of the citizen's time to answer a question asked at `base`, or to confirm a resolution of `base`.
Instant answer_time_ends(const Rules& rules, const Ticket& ticket, Instant base);
/// The earlier of two instants that may not come; nullopt if neither does.
std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b);

/// The resolution clock stood still from `since` to `until`: its start moves on by the working days (or,
/// where the service class counts clock time, by the time) between, and resolution_due with it.
void exclude_pause(const Rules& rules, Ticket& ticket, Instant since, Instant until);
/// Clock starts that lie ahead were written by a wrong clock: they become `now`. Returns whether there was
/// one.
bool clamp_to_now(Ticket& ticket, Instant now);

/// Equal for rules under which every ticket has the same deadlines. 16 hexadecimal digits.
std::string deadline_rules_fingerprint(const Rules& rules);

}  // namespace lapor::engine
