// One transaction's working set, handed down through the engine's rooms. Internal to lib/engine.
#pragma once
#include <string>
#include <utility>

#include "domain/sms/address.hpp"
#include "engine/api/events.hpp"
#include "engine/api/rules.hpp"
#include "engine/ports/store.hpp"

namespace lapor::engine {

struct Transaction {
  Store& store;
  const Rules& rules;
  Instant now;
  Effects& effects;

  /// Whose phone this is; phones of the configuration are known to be numbers.
  PersonId person(const std::string& phone) {
    sms::Address known;
    known.text = phone;  // E.164 in the configuration: only a new one has to be read
    if (const auto found = store.find_person(known)) return *found;
    return store.person(sms::read_address(phone, rules.country));
  }

  void log(log::Level level, std::string event, std::string text,
           std::vector<std::pair<std::string, std::string>> fields = {}) {
    effects.push_back(log::Record{level, std::move(event), std::move(text), std::move(fields)});
  }
};

}  // namespace lapor::engine
