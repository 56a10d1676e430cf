// Who is in the stories, and what they do in most of them. Every phone number is fictitious.
#pragma once
#include <algorithm>
#include <string>

#include "domain/ticket/number.hpp"
#include "sim/world.hpp"

namespace lapor::test {

constexpr auto sari = "+628110000101";
constexpr auto budi = "+628110000102";
inline const std::string first = "1000015",
                         second = "1000028";  // serials 100001 and 100002 with their check digits

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
