#include "engine/outbox/operator_alerts.hpp"

#include <algorithm>

#include "domain/sms/segmentation.hpp"
#include "engine/outbox/compose.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t most_segments = 3;
constexpr std::string_view and_more = "; dan lainnya: laporctl doctor";

/// Adds an alert to the message that still waits; what has no room left is at least counted as more.
void merge(Transaction& tx, OutboundMessage& waiting, const std::string& alert) {
  if (waiting.text.find(alert) != std::string::npos || waiting.text.ends_with(and_more)) return;
  auto merged = waiting.text + "; " + alert;
  if (sms::segment_count(merged + std::string(and_more)) > most_segments)
    merged = waiting.text + std::string(and_more);
  reword(tx, waiting, merged);
  tx.store.update(waiting);
}

void alert(Transaction& tx, PersonId to, const std::string& text) {
  auto when = tx.now;
  if (auto last = tx.store.newest_message(to, Purpose::alert)) {
    if (last->state == delivery::State::queued && last->next_segment == 1) return merge(tx, *last, text);
    const auto told = last->sent_at.value_or(last->created);
    // One from the future was written by a clock that was wrong.
    if (told <= tx.now) when = std::max(when, told + tx.rules.alerts.at_most_every);
    if (when > tx.now && last->text.find(text) != std::string::npos) return;
  }
  enqueue_message(tx, to, tx.rules.templates.render(replies::Code::alarm, {{"txt", text}}), Purpose::alert,
                  std::nullopt, when);
}

}  // namespace

void alert_operator(Transaction& tx, const std::string& text) {
  for (const auto& phone : tx.rules.alerts.phones) alert(tx, tx.person(phone), text);
}

}  // namespace lapor::engine
