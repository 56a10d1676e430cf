#include "domain/delivery/lifecycle.hpp"

#include <set>
#include <utility>

#include "support/catch.hpp"

using namespace lapor::delivery;

TEST_CASE("every state of an outgoing text has a name of its own and is found by it", "[delivery]") {
  std::set<std::string_view> seen;
  for (const auto s : {State::queued, State::sending, State::sent, State::delivered, State::failed,
                       State::in_doubt, State::expired}) {
    CHECK(seen.insert(name(s)).second);
    CHECK(state(name(s)) == s);
  }
  CHECK_FALSE(state("lost"));
}

TEST_CASE("every event in the table has a name", "[delivery]") {
  for (const auto& t : transitions) CHECK(name(t.event) != "?");
}

TEST_CASE("a text in doubt is tried once more and then ends", "[delivery]") {
  CHECK(next(State::sending, Event::in_doubt) == State::in_doubt);
  CHECK(next(State::in_doubt, Event::retry) == State::queued);
  CHECK(next(State::in_doubt, Event::in_doubt_twice) == State::failed);
}

TEST_CASE("a text cut off before its end is queued again, not in doubt", "[delivery]") {
  CHECK(next(State::sending, Event::not_sent) == State::queued);
}

TEST_CASE("nothing but a late status report moves a text that has ended", "[delivery]") {
  for (const auto& t : transitions) {
    CHECK(t.from != State::delivered);
    if (t.from == State::failed || t.from == State::expired) CHECK(t.event == Event::delivered);
  }
}
