#include "engine/tickets/recompute_deadlines.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <sstream>

#include "engine/tickets/assignments.hpp"
#include "engine/tickets/casework.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t slice = 200;  ///< a transaction's worth

constexpr auto done_by = "clocks";           // the rules by which every open ticket has its deadlines
constexpr auto cursor_at = "clocks-cursor";  // how far the count has come, by which rules

struct Cursor {
  std::string print;
  TicketId after = 0;
  unsigned moved = 0;
};

/// Where to go on; from the start when the rules are others than before.
Cursor cursor(Transaction& tx, const std::string& print) {
  Cursor c;
  std::istringstream in(tx.store.setting(cursor_at));
  if (in >> c.print >> c.after >> c.moved && c.print == print) return c;
  return {print, 0, 0};
}

std::string shown(const Transaction& tx, const std::optional<Instant>& t) {
  const auto& calendar = tx.rules.calendar;
  return t ? calendar.short_date(*t) + " " + calendar.short_time(*t) : "none";
}

/// True if a deadline moved.
bool recompute(Transaction& tx, Ticket t) {
  const auto before = t;
  const bool pulled = clamp_to_now(t, tx.now);
  compute_deadlines(tx.rules, t);
  const bool moved = t.due_at != before.due_at || t.resolution_due != before.resolution_due;
  if (!moved && !pulled && t.next_timer_at == before.next_timer_at) return false;
  tx.store.update(t);
  assignment_deadlines_moved(tx, t);
  if (moved)
    record(tx, t, "deadline-moved", "gateway",
           fmt::format("{} to {}, resolved by {}", shown(tx, before.due_at), shown(tx, t.due_at),
                       shown(tx, t.resolution_due)));
  return moved;
}

}  // namespace

bool recompute_some_deadlines(Transaction& tx) {
  const auto print = deadline_rules_fingerprint(tx.rules);
  if (tx.store.setting(done_by) == print) return false;
  auto at = cursor(tx, print);
  const auto some = tx.store.open_after(at.after, slice);
  for (const auto& t : some) {
    if (recompute(tx, t)) ++at.moved;
    at.after = t.serial;
  }
  const bool more = some.size() == slice;
  tx.store.set_setting(cursor_at, more ? fmt::format("{} {} {}", at.print, at.after, at.moved) : "");
  if (more) return true;
  tx.store.set_setting(done_by, print);
  if (at.moved > 0)
    tx.log(log::Level::notice, "deadlines-moved",
           fmt::format("{} open tickets have other deadlines now: the calendar, the deadlines or the ladder "
                       "changed, or the clock was set back",
                       at.moved));
  return false;
}

void apply_clock_jump(Transaction& tx, const ClockJumped& event) {
  const bool back = event.by < Duration{0};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(event.by).count();
  tx.log(log::Level::warning, "clock-jumped",
         fmt::format("the clock was set {} by {} s; deadlines follow it, texts that wait keep their time",
                     back ? "back" : "forward", std::abs(seconds)));
  // Set back: only what the wrong clock wrote lies ahead. Set forward: everything that waits was written
  // before.
  tx.store.shift_queued(back ? tx.now : Instant::min(), event.by);
  if (back) tx.store.set_setting(done_by, "");
}

}  // namespace lapor::engine
