// The deadlines of a ticket, counted from the moments it bears: pure, so that another calendar or other rules
// can count them again. Internal to lib/engine.
#pragma once
#include "engine/api/rules.hpp"
#include "engine/model/records.hpp"

namespace lapor::engine {

/// How long an answer class may take to resolve.
const calendar::Span& resolution_time(const Deadlines& deadlines, std::string_view service_class);
/// The steps that concern this ticket, lowest first; Ticket::level counts them.
escalation::Policy escalation_policy(const Rules& rules, const Ticket& ticket);

/// Sets resolution_due, due_at and next_timer_at from due_clock_start, postponed_days, resolution_clock_start
/// and escalation_clock_start, by these rules. What has no base stays as it is.
void compute_deadlines(const Rules& rules, Ticket& ticket);
/// When the next step of the ladder is due, if it is climbing.
std::optional<Instant> next_step_due(const Rules& rules, const Ticket& ticket);
/// When the reporter is told that the date of the answer class is past, unless that was done.
std::optional<Instant> overdue_notice_at(const Ticket& ticket);
/// When the question that a ticket waits with lapses, or YA and BELUM do.
Instant lapses_at(const Rules& rules, const Ticket& ticket, Instant base);
/// The earlier of two moments that may not come.
std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b);

/// The resolution clock stood still since `since`: it moves on by the working days (or the time) that went
/// by.
void exclude_pause(const Rules& rules, Ticket& ticket, Instant since, Instant now);
/// A base that lies ahead was written by a clock that was wrong. True if one was pulled back to now.
bool clamp_to_now(Ticket& ticket, Instant now);

/// What makes deadlines: equal for rules under which every ticket has the same ones.
std::string deadline_rules_fingerprint(const Rules& rules);

}  // namespace lapor::engine
