#include "domain/ticket/lifecycle.hpp"

#include <array>
#include <set>
#include <string>

#include "support/catch.hpp"

using namespace lapor::ticket;
using enum lapor::ticket::State;

namespace {
constexpr std::array all_states{fresh,    verifying, forwarded,   accepted, in_progress, need_info,
                                resolved, closed,    auto_closed, rejected, duplicate,   cancelled};
}

TEST_CASE("every state of a ticket has a name of its own and is found by it", "[ticket]") {
  std::set<std::string_view> seen;
  for (const auto s : all_states) {
    CHECK(seen.insert(name(s)).second);
    CHECK(state(name(s)) == s);
    CHECK_FALSE(indonesian(s).empty());
    CHECK(indonesian(s).size() <= 12);
  }
  CHECK_FALSE(state("NEW"));
  CHECK_FALSE(state("?"));
}

TEST_CASE("every act in the table has a name", "[ticket]") {
  for (const auto& t : transitions) CHECK(name(t.event) != "?");
}

TEST_CASE("every answer of an agency is valid at once on a forwarded ticket", "[ticket]") {
  for (const auto act :
       {Act::accept, Act::progress, Act::resolve, Act::transfer, Act::refuse, Act::ask, Act::postpone})
    CHECK(next(forwarded, act));
}

TEST_CASE("an agency can't touch a ticket that is closed", "[ticket]") {
  for (const auto s : {closed, auto_closed, rejected, duplicate, cancelled})
    for (const auto act : {Act::accept, Act::progress, Act::resolve, Act::transfer, Act::refuse, Act::ask})
      CHECK_FALSE(next(s, act));
}

TEST_CASE("every open state can be left", "[ticket]") {
  for (const auto s : all_states) {
    if (!is_open(s)) continue;
    bool leaves = false;
    for (const auto& t : transitions) leaves |= t.from == s && t.to != s;
    CHECK(leaves);
  }
}
