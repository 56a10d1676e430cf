// What people do in most stories, and what a story looks at.
#pragma once
#include <algorithm>
#include <string>

#include "domain/ticket/number.hpp"
#include "sim/world.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

namespace lapor::test {

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
