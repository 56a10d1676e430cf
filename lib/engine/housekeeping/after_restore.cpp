#include "engine/housekeeping/after_restore.hpp"

#include <fmt/format.h>

#include "base/expect.hpp"
#include "engine/sending/delivery.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t all = 1'000'000;
constexpr auto whenever = Instant::max();

/// Nobody has answered yet, as far as the backup knows.
bool still_waits(const Ticket& t, NotificationKind kind) {
  if (kind == NotificationKind::escalation)
    return ticket::is_open(t.state) && t.escalation_clock_start.has_value();
  return ticket::waits_for_answer(t.state);
}

/// The message's notifications are pending again before the message ends, so that its end doesn't count as a
/// failure to reach the agency.
void end(Transaction& tx, OutboundMessage& message, delivery::Event event, const std::string& why) {
  for (const auto& notification : tx.store.notifications_in(message.id))
    if (const auto t = tx.store.ticket(notification.ticket); t && still_waits(*t, notification.kind))
      tx.store.requeue_notification(notification.id, tx.now);
  give_up(tx, message, event, why);
}

}  // namespace

void end_queued_after_restore(Transaction& tx) {
  const auto restored = tx.store.get<settings::Restored>();
  if (!restored) return;
  LAPOR_EXPECT(tx.store.open_attempts().empty());
  unsigned ended = 0;
  for (auto& message : tx.store.expired(whenever, all)) {
    end(tx, message, delivery::Event::expire, "queued in a backup that was restored");
    ++ended;
  }
  for (auto& message : tx.store.in_doubt_expired(whenever, all)) {
    end(tx, message, delivery::Event::in_doubt_twice, "may have arrived; the database was restored since");
    ++ended;
  }
  while (const auto request = tx.store.next_scorecard_request())
    tx.store.finish_scorecard_request(request->id);
  tx.store.clear<settings::Restored>();
  tx.log(log::Level::warning, "database-restored",
         fmt::format(
             "the database is a backup whose last record is of {}; {} texts that it had queued are given up, "
             "and what agencies are owed goes out merged",
             iso8601(restored->last_record), ended));
}

}  // namespace lapor::engine
