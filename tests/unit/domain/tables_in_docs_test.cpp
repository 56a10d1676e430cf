// docs/architecture.md prints the lifecycles of tickets and of texts to send; this compares them.
#include "domain/delivery/lifecycle.hpp"
#include "domain/ticket/lifecycle.hpp"
#include "support/catch.hpp"
#include "support/transition_docs.hpp"

using namespace lapor;

TEST_CASE("the docs print the ticket's transitions as they are", "[docs]") {
  test::compare_with_page("ticket moves", test::markdown(ticket::transitions));
}

TEST_CASE("the docs print the transitions of a text to send as they are", "[docs]") {
  test::compare_with_page("delivery moves", test::markdown(delivery::transitions));
}
