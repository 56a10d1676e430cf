#include "learning/decided.hpp"

#include "support/catch.hpp"

using namespace lapor;
using engine::Actor;
using ticket::State;

namespace {

const routing::Directory directory{
    {{"BMCK", "Jalan", {"JALAN"}, {}, false, "", {}}, {"KOMINFO", "Kominfo", {"LAIN"}, {}, true, "", {}}},
    {}};

engine::Ticket with_bmck(State state) {
  engine::Ticket t;
  t.state = state;
  t.agency = "BMCK";
  t.text = "jalan rusak";
  t.reporter = PersonId{3};
  return t;
}

engine::TicketEvent event(const char* kind, Actor actor, std::string detail = {}) {
  return {TicketId{100001}, Instant{}, kind, std::move(actor), std::move(detail)};
}

std::string agency(const engine::Ticket& t, const std::vector<engine::TicketEvent>& events = {}) {
  const auto known = learning::decided(t, events, directory);
  return known ? known->agency : "";
}

}  // namespace

TEST_CASE("what an agency accepts, works on or resolves is its own", "[learning]") {
  for (const auto state : {State::accepted, State::in_progress, State::resolved, State::closed})
    CHECK(agency(with_bmck(state)) == "BMCK");
}

TEST_CASE("what the gateway alone sent somewhere teaches nothing", "[learning]") {
  const auto by_gateway = event("route", Actor::gateway(), "to BMCK");
  const auto by_coordinator = event("route", Actor::agency("KOMINFO"), "to BMCK");
  const auto at_the_desk = event("route", Actor::operator_named("operator uid 1000"), "to BMCK");
  CHECK(agency(with_bmck(State::forwarded), {by_gateway}) == "");
  CHECK(agency(with_bmck(State::forwarded), {by_gateway, by_coordinator}) == "BMCK");
  CHECK(agency(with_bmck(State::need_info), {at_the_desk}) == "BMCK");
  CHECK(agency(with_bmck(State::auto_closed), {by_gateway}) == "");
  CHECK(agency(with_bmck(State::auto_closed), {by_gateway, event("resolve", Actor::agency("BMCK"))}) ==
        "BMCK");
  for (const auto state : {State::fresh, State::verifying, State::duplicate, State::cancelled})
    CHECK(agency(with_bmck(state), {by_coordinator}) == "");
}

TEST_CASE("what was rejected as nobody's is the coordinator's, other rejects teach nothing", "[learning]") {
  CHECK(agency(with_bmck(State::rejected),
               {event("reject", Actor::agency("KOMINFO"), "WENANG bukan kami")}) == "KOMINFO");
  CHECK(agency(with_bmck(State::rejected), {event("reject", Actor::agency("KOMINFO"), "SPAM iklan")}) == "");
}

TEST_CASE("what was told in confidence, and what a forgotten person wrote, is never learned", "[learning]") {
  auto t = with_bmck(State::resolved);
  t.confidential = true;
  CHECK(agency(t) == "");
  t = with_bmck(State::resolved);
  t.text.clear();
  CHECK(agency(t) == "");
}
