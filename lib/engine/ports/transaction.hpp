// The working set of one transaction, handed down through the engine's rooms: what they may read, write and
// bring about.
#pragma once
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/sms/address.hpp"
#include "engine/api/effects.hpp"
#include "engine/api/rules.hpp"
#include "engine/ports/store.hpp"

namespace lapor::engine {

// The fate of messages in this transaction, as far as it concerns the tickets that they told of. The room
// that sends knows no ticket: it leaves these values, and the pipeline hands them to the room of tickets.

/// A modem accepted the last segment.
struct MessageSent {
  OutboundId message;
};
/// The message will not arrive.
struct MessageLost {
  OutboundId message;
  std::string why;
};
using DeliveryConsequence = std::variant<MessageSent, MessageLost>;

struct Transaction {
  Store& store;
  const Rules& rules;
  Instant now;
  Effects& effects;
  std::vector<DeliveryConsequence> deliveries = {};

  /// The person with this phone, E.164, from the configuration; a known phone is not parsed again.
  PersonId person(const std::string& phone) {
    sms::Address known;
    known.text = phone;
    if (const auto found = store.find_person(known)) return *found;
    return store.person(sms::read_address(phone, rules.country));
  }

  void log(log::Level level, std::string event, std::string text,
           std::vector<std::pair<std::string, std::string>> fields = {}) {
    effects.push_back(log::Record{level, std::move(event), std::move(text), std::move(fields)});
  }
};

}  // namespace lapor::engine
