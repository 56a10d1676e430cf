#include "modem/host/states.hpp"

#include "support/catch.hpp"
#include "support/transition_docs.hpp"

using namespace lapor;
using namespace lapor::modem;

TEST_CASE("the docs print a modem's transitions as they are", "[docs]") {
  test::compare_with_page("modem moves", test::markdown(transitions));
}

TEST_CASE("every state of a modem is left in some way") {
  for (const auto& t : transitions) {
    bool left = false;
    for (const auto& other : transitions) left = left || other.from == t.to;
    CHECK(left);
  }
}

TEST_CASE(
    "an operator can hold any modem but one that is held, and what waits for him goes on when he says so") {
  for (const auto state : {ModemState::absent, ModemState::connecting, ModemState::ready,
                           ModemState::no_network, ModemState::need_pin, ModemState::failed})
    CHECK(next(state, ModemEvent::hold) == ModemState::held);
  for (const auto state : {ModemState::need_pin, ModemState::failed, ModemState::held})
    CHECK(next(state, ModemEvent::resume) == ModemState::connecting);
}
