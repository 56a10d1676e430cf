// Shared steps and checks of the stories.
#pragma once
#include <algorithm>
#include <memory>
#include <string>

#include "domain/ticket/number.hpp"
#include "sim/world.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

namespace lapor::test {

/// BMCK has the PIN 4321.
inline std::shared_ptr<const engine::Rules> rules_with_pin() {
  auto r = std::make_shared<engine::Rules>(*rules());
  r->directory.agencies[0].pin = "4321";
  return r;
}

inline void says(World& w, const std::string& from, const std::string& words) {
  w.text(from, words);
  w.settle();
}

inline ticket::State state(World& w, const std::string& number) {
  return w.store().find(ticket::id_of(number))->state;
}

inline bool happened(World& w, const std::string& number, const std::string& kind) {
  const auto events = w.store().events(ticket::id_of(number));
  return std::any_of(events.begin(), events.end(), [&](const auto& e) { return e.kind == kind; });
}

}  // namespace lapor::test
