#include "engine/housekeeping/after_restore.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "engine/sending/delivery.hpp"

namespace lapor::engine {
namespace {

// Facts that a restore leaves in the file.
constexpr auto restored = "restored";  // the newest time that the backup knows, in ms; empty once settled
constexpr auto owed_before = "owed-before-restore";  // the last notice of the backup

std::int64_t number(const std::string& text) { return std::strtoll(text.c_str(), nullptr, 10); }

/// Nobody has answered yet, as far as the backup knows.
bool still_waits(const Ticket& t, NotificationKind kind) {
  if (kind == NotificationKind::escalation)
    return ticket::is_open(t.state) && t.escalation_clock_start.has_value();
  return t.state == ticket::State::forwarded || t.state == ticket::State::verifying;
}

/// What the text carried is owed again before the text ends, so that its end is no failure to reach the
/// agency.
void end(Transaction& tx, OutboundMessage& text, delivery::Event event, const std::string& why) {
  for (const auto& notification : tx.store.notifications_in(text.id))
    if (const auto t = tx.store.ticket(notification.ticket); t && still_waits(*t, notification.kind))
      tx.store.requeue_notification(notification.id, tx.now);
  give_up(tx, text, event, why);
}

}  // namespace

void settle_after_restore(Transaction& tx) {
  const auto setting = tx.store.setting(restored);
  if (setting.empty()) return;
  constexpr std::size_t all = 1'000'000;
  constexpr auto ever = Instant::max();
  unsigned ended = 0;
  for (auto& text : tx.store.expired(ever, all)) {
    end(tx, text, delivery::Event::expire, "queued in a backup that was restored");
    ++ended;
  }
  for (auto& text : tx.store.in_doubt_expired(ever, all)) {
    end(tx, text, delivery::Event::in_doubt_twice, "may have arrived; the database was restored since");
    ++ended;
  }
  while (const auto request_scorecard = tx.store.next_scorecard_request())
    tx.store.finish_scorecard_request(request_scorecard->id);
  tx.store.set_setting(restored, "");
  tx.log(log::Level::warning, "database-restored",
         fmt::format(
             "the database is a backup whose last record is of {}; {} texts that it had queued are given up, "
             "and what agencies are owed goes out merged",
             iso8601(from_ms(number(setting))), ended));
}

bool was_pending_before_restore(Transaction& tx, const Notification& notification) {
  return notification.id.value <= number(tx.store.setting(owed_before));
}

}  // namespace lapor::engine
