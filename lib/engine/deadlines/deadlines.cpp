#include "engine/deadlines/deadlines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/fnv1a.hpp"

namespace lapor::engine {
namespace {

/// The agency's next word is due after accepted_idle, but not after resolution_due, unless that is past.
Instant next_word(const Rules& rules, const Ticket& t, Instant base) {
  if (t.postponed_days > 0)
    return rules.calendar.add(base, {Duration{0}, static_cast<int>(t.postponed_days)});
  const auto idle = rules.calendar.add(base, rules.deadlines.accepted_idle);
  return t.resolution_due && *t.resolution_due > base ? std::min(idle, *t.resolution_due) : idle;
}

void compute_resolution_date(const Rules& rules, Ticket& t) {
  if (t.resolution_clock_start)
    t.resolution_due =
        rules.calendar.add(*t.resolution_clock_start, resolution_time(rules.deadlines, t.service_class));
}

calendar::Span half(const calendar::Span& span) { return {span.clock / 2, span.working_days / 2}; }

void set_by_state(const Rules& rules, Ticket& t, Instant base) {
  const auto& deadlines = rules.deadlines;
  switch (t.state) {
    case ticket::State::verifying:
    case ticket::State::forwarded:
      if (!t.forwarded_at) return;  // nobody has it yet
      t.due_at = rules.calendar.add(base, t.urgent ? deadlines.urgent : deadlines.first_response);
      t.next_timer_at = earlier(next_step_due(rules, t), overdue_notice_at(t));
      return;
    case ticket::State::accepted:
    case ticket::State::in_progress:
      t.due_at = next_word(rules, t, base);
      t.next_timer_at =
          earlier(t.escalation_clock_start ? next_step_due(rules, t) : t.due_at, overdue_notice_at(t));
      return;
    case ticket::State::resolved:
      t.due_at = t.next_timer_at = answer_time_ends(rules, t, base);
      return;
    case ticket::State::need_info:
      t.due_at.reset();  // paused: the citizen's turn
      t.next_timer_at = t.reminder_sent ? answer_time_ends(rules, t, base)
                                        : rules.calendar.add(base, half(deadlines.clarify));
      return;
    default:
      t.due_at.reset();
      t.next_timer_at.reset();
  }
}

}  // namespace

escalation::Policy escalation_policy(const Rules& rules, const Ticket& t) {
  return escalation::steps_for(rules.escalation, t.agency, t.category);
}

std::optional<Instant> next_step_due(const Rules& rules, const Ticket& t) {
  const auto mine = escalation_policy(rules, t);
  if (!t.escalation_clock_start || t.level >= mine.size()) return std::nullopt;
  return escalation::step_due(mine[t.level], *t.escalation_clock_start, rules.calendar);
}

std::optional<Instant> overdue_notice_at(const Ticket& t) {
  return t.overdue_notice_sent ? std::nullopt : t.resolution_due;
}

Instant answer_time_ends(const Rules& rules, const Ticket& t, Instant base) {
  const bool asked = t.state == ticket::State::need_info;
  return rules.calendar.add(base, asked ? rules.deadlines.clarify : rules.deadlines.confirm);
}

std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

void compute_deadlines(const Rules& rules, Ticket& t) {
  compute_resolution_date(rules, t);
  if (t.due_clock_start) set_by_state(rules, t, *t.due_clock_start);
}

void exclude_pause(const Rules& rules, Ticket& t, Instant since, Instant until) {
  if (!t.resolution_clock_start || until <= since) return;
  if (resolution_time(rules.deadlines, t.service_class).working_days == 0) {
    *t.resolution_clock_start += until - since;
  } else if (const int days = rules.calendar.working_days_between(since, until); days > 0) {
    t.resolution_clock_start = rules.calendar.add(*t.resolution_clock_start, {Duration{0}, days});
  }
  compute_resolution_date(rules, t);
}

bool clamp_to_now(Ticket& t, Instant now) {
  bool any = false;
  for (auto* base :
       {&t.due_clock_start, &t.escalation_clock_start, &t.resolution_clock_start, &t.forwarded_at})
    if (*base && **base > now) *base = now, any = true;
  return any;
}

std::string deadline_rules_fingerprint(const Rules& rules) {
  const auto& d = rules.deadlines;
  std::string all = rules.calendar.print();
  for (const auto* span : {&d.first_response, &d.urgent, &d.information, &d.ordinary, &d.supervision,
                           &d.accepted_idle, &d.confirm, &d.clarify})
    all += ";" + calendar::write(*span);
  for (const auto& step : rules.escalation) {
    all += fmt::format("|{}>{}", calendar::write(step.after), routing::name(step.to));
    for (const auto& code : step.agencies) all += "," + code;
    for (const auto& code : step.categories) all += "/" + code;
  }
  return fmt::format("{:016x}", fnv1a(all));
}

}  // namespace lapor::engine
