#include "engine/outbox/message_lifecycle.hpp"

#include <fmt/format.h>

namespace lapor::engine {

bool apply_event(Transaction& tx, OutboundMessage& message, delivery::Event event) {
  const auto to = delivery::next(message.state, event);
  if (!to) {
    tx.log(log::Level::notice, "delivery-move-refused",
           fmt::format("text {}: {} is not allowed in state {}", message.id.value, name(event),
                       name(message.state)));
    return false;
  }
  message.state = *to;
  return true;
}

}  // namespace lapor::engine
