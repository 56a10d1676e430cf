#include "engine/clocks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapor::engine {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return list.empty() || std::find(list.begin(), list.end(), word) != list.end();
}

/// The agency's next word, at the latest when it shall be mended; once that is past it is the next word
/// alone.
Instant next_word(const Rules& rules, const Ticket& t, Instant base) {
  if (t.due_days > 0) return rules.calendar.add(base, {Duration{0}, static_cast<int>(t.due_days)});
  const auto idle = rules.calendar.add(base, rules.deadlines.accepted_idle);
  return t.resolve_by && *t.resolve_by > base ? std::min(idle, *t.resolve_by) : idle;
}

schedule::Span half(const schedule::Span& span) { return {span.clock / 2, span.working_days / 2}; }

void set_by_state(const Rules& rules, Ticket& t, Instant base) {
  const auto& deadlines = rules.deadlines;
  switch (t.state) {
    case ticket::State::verifying:
    case ticket::State::forwarded:
      if (!t.forwarded_at) return;  // nobody has it yet
      t.due_at = rules.calendar.add(base, t.urgent ? deadlines.urgent : deadlines.first_response);
      t.wake_at = earlier(next_step(rules, t), late_at(t));
      return;
    case ticket::State::accepted:
    case ticket::State::in_progress:
      t.due_at = next_word(rules, t, base);
      t.wake_at = earlier(t.ladder_base ? next_step(rules, t) : t.due_at, late_at(t));
      return;
    case ticket::State::resolved:
      t.due_at = t.wake_at = lapses(rules, t, base);
      return;
    case ticket::State::need_info:
      t.due_at.reset();  // paused: the citizen's turn
      t.wake_at = t.nudged ? lapses(rules, t, base) : rules.calendar.add(base, half(deadlines.clarify));
      return;
    default:
      t.due_at.reset();
      t.wake_at.reset();
  }
}

}  // namespace

const schedule::Span& class_deadline(const Deadlines& deadlines, std::string_view answer_class) {
  if (answer_class == "information") return deadlines.information;
  if (answer_class == "supervision") return deadlines.supervision;
  return deadlines.ordinary;
}

schedule::Ladder ladder_of(const Rules& rules, const Ticket& t) {
  schedule::Ladder mine;
  for (const auto& step : rules.ladder)
    if (contains(step.agencies, t.agency) && contains(step.categories, t.category)) mine.push_back(step);
  return mine;
}

std::optional<Instant> next_step(const Rules& rules, const Ticket& t) {
  const auto mine = ladder_of(rules, t);
  if (!t.ladder_base || t.level >= mine.size()) return std::nullopt;
  return schedule::due(mine[t.level], *t.ladder_base, rules.calendar);
}

std::optional<Instant> late_at(const Ticket& t) { return t.late_told ? std::nullopt : t.resolve_by; }

Instant lapses(const Rules& rules, const Ticket& t, Instant base) {
  const bool asked = t.state == ticket::State::need_info;
  return rules.calendar.add(base, asked ? rules.deadlines.clarify : rules.deadlines.confirm);
}

std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

void set_clocks(const Rules& rules, Ticket& t) {
  if (t.resolve_base)
    t.resolve_by = rules.calendar.add(*t.resolve_base, class_deadline(rules.deadlines, t.answer_class));
  if (t.due_base) set_by_state(rules, t, *t.due_base);
}

void skip_pause(const Rules& rules, Ticket& t, Instant since, Instant now) {
  if (!t.resolve_base || now <= since) return;
  if (class_deadline(rules.deadlines, t.answer_class).working_days == 0) {
    *t.resolve_base += now - since;
  } else if (const int days = rules.calendar.working_days_between(since, now); days > 0) {
    t.resolve_base = rules.calendar.add(*t.resolve_base, {Duration{0}, days});
  }
}

bool pull_back(Ticket& t, Instant now) {
  bool any = false;
  for (auto* base : {&t.due_base, &t.ladder_base, &t.resolve_base, &t.forwarded_at})
    if (*base && **base > now) *base = now, any = true;
  return any;
}

std::string clock_print(const Rules& rules) {
  const auto& d = rules.deadlines;
  std::string all = rules.calendar.print();
  for (const auto* span : {&d.first_response, &d.urgent, &d.information, &d.ordinary, &d.supervision,
                           &d.accepted_idle, &d.confirm, &d.clarify})
    all += ";" + schedule::write(*span);
  for (const auto& step : rules.ladder) {
    all += fmt::format("|{}>{}", schedule::write(step.after), routing::name(step.to));
    for (const auto& code : step.agencies) all += "," + code;
    for (const auto& code : step.categories) all += "/" + code;
  }
  // FNV-1a: short, and the same on every machine.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : all) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

}  // namespace lapor::engine
