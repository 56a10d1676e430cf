#include "engine/recount.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <sstream>

#include "engine/casework.hpp"
#include "engine/stays.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t slice = 200;  ///< a transaction's worth

constexpr auto done_by = "clocks";           // the rules by which every open ticket has its deadlines
constexpr auto cursor_at = "clocks-cursor";  // how far the count has come, by which rules

struct Cursor {
  std::string print;
  Serial after = 0;
  unsigned moved = 0;
};

/// Where to go on; from the start when the rules are others than before.
Cursor cursor(Turn& turn, const std::string& print) {
  Cursor c;
  std::istringstream in(turn.store.fact(cursor_at));
  if (in >> c.print >> c.after >> c.moved && c.print == print) return c;
  return {print, 0, 0};
}

std::string shown(const Turn& turn, const std::optional<Instant>& t) {
  const auto& calendar = turn.rules.calendar;
  return t ? calendar.short_date(*t) + " " + calendar.short_time(*t) : "none";
}

/// True if a deadline moved.
bool recount(Turn& turn, Ticket t) {
  const auto before = t;
  const bool pulled = pull_back(t, turn.now);
  set_clocks(turn.rules, t);
  const bool moved = t.due_at != before.due_at || t.resolve_by != before.resolve_by;
  if (!moved && !pulled && t.wake_at == before.wake_at) return false;
  turn.store.update(t);
  stay_timed(turn, t);
  if (moved)
    record(turn, t, "deadline-moved", "gateway",
           fmt::format("{} to {}, resolved by {}", shown(turn, before.due_at), shown(turn, t.due_at),
                       shown(turn, t.resolve_by)));
  return moved;
}

}  // namespace

bool recount_some(Turn& turn) {
  const auto print = clock_print(turn.rules);
  if (turn.store.fact(done_by) == print) return false;
  auto at = cursor(turn, print);
  const auto some = turn.store.open_after(at.after, slice);
  for (const auto& t : some) {
    if (recount(turn, t)) ++at.moved;
    at.after = t.serial;
  }
  const bool more = some.size() == slice;
  turn.store.set_fact(cursor_at, more ? fmt::format("{} {} {}", at.print, at.after, at.moved) : "");
  if (more) return true;
  turn.store.set_fact(done_by, print);
  if (at.moved > 0)
    turn.log(
        log::Level::notice, "deadlines-moved",
        fmt::format("{} open tickets have other deadlines now: the calendar, the deadlines or the ladder "
                    "changed, or the clock was set back",
                    at.moved));
  return false;
}

void take_clock_jump(Turn& turn, const ClockJumped& event) {
  const bool back = event.by < Duration{0};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(event.by).count();
  turn.log(log::Level::warning, "clock-jumped",
           fmt::format("the clock was set {} by {} s; deadlines follow it, texts that wait keep their time",
                       back ? "back" : "forward", std::abs(seconds)));
  // Set back: only what the wrong clock wrote lies ahead. Set forward: everything that waits was written
  // before.
  turn.store.shift_queued(back ? turn.now : Instant::min(), event.by);
  if (back) turn.store.set_fact(done_by, "");
}

}  // namespace lapor::engine
