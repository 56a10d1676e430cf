#include "engine/tickets/recompute_deadlines.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "engine/api/events.hpp"
#include "engine/deadlines/deadlines.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {
namespace {

using settings::DeadlineRules;
using settings::RecomputeProgress;

constexpr std::size_t at_once = 200;  ///< tickets in one transaction

/// The place where to go on; the start if the rules have changed.
RecomputeProgress progress_by(Transaction& tx, const std::string& fingerprint) {
  const auto known = tx.store.get<RecomputeProgress>();
  return known && known->fingerprint == fingerprint ? *known : RecomputeProgress{fingerprint, {}, 0};
}

std::string shown(const Transaction& tx, const std::optional<Instant>& at) {
  const auto& calendar = tx.rules.calendar;
  return at ? calendar.short_date(*at) + " " + calendar.short_time(*at) : "none";
}

/// Returns whether a deadline moved.
bool recompute(Transaction& tx, const Ticket& t) {
  TicketEditor edit(tx, t);
  const bool moved = edit.recompute_deadlines();
  if (moved)
    edit.record(RecordKind::deadline_moved, Actor::gateway(),
                fmt::format("{} to {}, resolved by {}", shown(tx, t.due_at), shown(tx, edit->due_at),
                            shown(tx, edit->resolution_due)));
  edit.save();
  return moved;
}

void finish(Transaction& tx, const RecomputeProgress& progress) {
  tx.store.clear<RecomputeProgress>();
  tx.store.set(DeadlineRules{progress.fingerprint});
  if (progress.moved == 0) return;
  tx.log(
      log::Level::notice, "deadlines-moved",
      fmt::format(
          "{} open tickets have other deadlines now: the calendar, the deadlines or the ladder changed, or "
          "the clock was set back",
          progress.moved));
}

}  // namespace

bool recompute_some_deadlines(Transaction& tx) {
  const auto fingerprint = deadline_rules_fingerprint(tx.rules);
  const auto done_by = tx.store.get<DeadlineRules>();
  if (done_by && done_by->fingerprint == fingerprint) return false;
  auto progress = progress_by(tx, fingerprint);
  const auto some = tx.store.open_after(progress.after, at_once);
  for (const auto& t : some) {
    if (recompute(tx, t)) ++progress.moved;
    progress.after = t.id;
  }
  const bool more = some.size() == at_once;
  if (more)
    tx.store.set(progress);
  else
    finish(tx, progress);
  return more;
}

void apply_clock_jump(Transaction& tx, const ClockJumped& event) {
  const bool back = event.by < Duration{0};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(event.by).count();
  tx.log(log::Level::warning, "clock-jumped",
         fmt::format("the clock was set {} by {} s; deadlines follow it, texts that wait keep their time",
                     back ? "back" : "forward", std::abs(seconds)));
  // Set back: only times that the wrong clock wrote are in the future. Set forward: all that wait were
  // written before.
  tx.store.shift_queued(back ? tx.now : Instant::min(), event.by);
  if (back) tx.store.clear<DeadlineRules>();
}

}  // namespace lapor::engine
