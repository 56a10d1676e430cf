// The deadlines of a ticket, counted from the moments it bears: pure, so that another calendar or other rules
// can count them again. Internal to lib/engine.
#pragma once
#include "engine/records.hpp"
#include "engine/rules.hpp"

namespace lapor::engine {

/// How long an answer class may take to resolve.
const schedule::Span& class_deadline(const Deadlines& deadlines, std::string_view answer_class);
/// The steps that concern this ticket, lowest first; Ticket::level counts them.
schedule::Ladder ladder_of(const Rules& rules, const Ticket& ticket);

/// Sets resolve_by, due_at and wake_at from due_base, due_days, resolve_base and ladder_base, by these rules.
/// What has no base stays as it is.
void set_clocks(const Rules& rules, Ticket& ticket);
/// When the next step of the ladder is due, if it is climbing.
std::optional<Instant> next_step(const Rules& rules, const Ticket& ticket);
/// When the reporter is told that the date of the answer class is past, unless that was done.
std::optional<Instant> late_at(const Ticket& ticket);
/// When the question that a ticket waits with lapses, or YA and BELUM do.
Instant lapses(const Rules& rules, const Ticket& ticket, Instant base);
/// The earlier of two moments that may not come.
std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b);

/// The resolution clock stood still since `since`: it moves on by the working days (or the time) that went
/// by.
void skip_pause(const Rules& rules, Ticket& ticket, Instant since, Instant now);
/// A base that lies ahead was written by a clock that was wrong. True if one was pulled back to now.
bool pull_back(Ticket& ticket, Instant now);

/// What makes deadlines: equal for rules under which every ticket has the same ones.
std::string clock_print(const Rules& rules);

}  // namespace lapor::engine
