#include "engine/restored.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "engine/outcome.hpp"

namespace lapor::engine {
namespace {

// Facts that a restore leaves in the file.
constexpr auto restored = "restored";  // the newest time that the backup knows, in ms; empty once settled
constexpr auto owed_before = "owed-before-restore";  // the last notice of the backup

std::int64_t number(const std::string& text) { return std::strtoll(text.c_str(), nullptr, 10); }

/// Nobody has answered yet, as far as the backup knows.
bool still_waits(const Ticket& t, NoticeKind kind) {
  if (kind == NoticeKind::climb) return ticket::is_open(t.state) && t.ladder_base.has_value();
  return t.state == ticket::State::forwarded || t.state == ticket::State::verifying;
}

/// What the text carried is owed again before the text ends, so that its end is no failure to reach the
/// agency.
void end(Turn& turn, Outgoing& text, delivery::Event event, const std::string& why) {
  for (const auto& notice : turn.store.notices_in(text.id))
    if (const auto t = turn.store.ticket(notice.ticket); t && still_waits(*t, notice.kind))
      turn.store.owe_again(notice.id, turn.now);
  give_up(turn, text, event, why);
}

}  // namespace

void settle_restored(Turn& turn) {
  const auto fact = turn.store.fact(restored);
  if (fact.empty()) return;
  constexpr std::size_t all = 1'000'000;
  constexpr auto ever = Instant::max();
  unsigned ended = 0;
  for (auto& text : turn.store.expired(ever, all)) {
    end(turn, text, delivery::Event::expire, "queued in a backup that was restored");
    ++ended;
  }
  for (auto& text : turn.store.doubt_over(ever, all)) {
    end(turn, text, delivery::Event::doubted_twice, "may have arrived; the database was restored since");
    ++ended;
  }
  while (const auto recap = turn.store.owed_recap()) turn.store.drop_recap(recap->id);
  turn.store.set_fact(restored, "");
  turn.log(
      log::Level::warning, "database-restored",
      fmt::format(
          "the database is a backup whose last record is of {}; {} texts that it had queued are given up, "
          "and what agencies are owed goes out merged",
          iso8601(from_ms(number(fact))), ended));
}

bool owed_before_restore(Turn& turn, const Notice& notice) {
  return notice.id.value <= number(turn.store.fact(owed_before));
}

}  // namespace lapor::engine
