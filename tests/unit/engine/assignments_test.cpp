#include "engine/tickets/assignments.hpp"

#include "unit/engine/room.hpp"

using namespace lapor;
using namespace lapor::engine;
using namespace lapor::engine::assignments;
using scorecard::Ending;
using ticket::Act;
using ticket::State;

namespace {

Ticket with_bmck(State state = State::forwarded) {
  Ticket t;
  t.id = TicketId{100001};
  t.agency = "BMCK";
  t.state = state;
  t.due_at = tuesday + 24h;
  t.resolution_due = tuesday + 14 * 24h;
  return t;
}

Assignment forwarded() {
  auto a = begin(with_bmck(), false, tuesday);
  on_forwarded(a, with_bmck(), tuesday);
  return a;
}

Assignment moved(Assignment a, Act act, State to, bool by_agency = true, Instant now = tuesday + 1h) {
  on_moved(a, with_bmck(to), State::forwarded, act, by_agency, now);
  return a;
}

}  // namespace

TEST_CASE("an assignment counts from the first forward and keeps the deadlines of its ticket",
          "[assignment]") {
  const auto a = forwarded();
  CHECK(a.forwarded == tuesday);
  CHECK(a.counted == tuesday);
  CHECK(a.response_due == tuesday + 24h);
  CHECK(a.resolution_due == tuesday + 14 * 24h);
}

TEST_CASE("only an officer's act is an answer, and only the first one counts", "[assignment]") {
  CHECK(moved(forwarded(), Act::accept, State::accepted).first_response == tuesday + 1h);
  CHECK_FALSE(moved(forwarded(), Act::accept, State::accepted, false).first_response);
  CHECK_FALSE(moved(forwarded(), Act::contest, State::forwarded).first_response);
  const auto twice = moved(moved(forwarded(), Act::accept, State::accepted), Act::progress,
                           State::in_progress, true, tuesday + 5h);
  CHECK(twice.first_response == tuesday + 1h);
}

TEST_CASE("BUKA of what was rejected says nothing of the agency that had it", "[assignment]") {
  auto rejected = moved(forwarded(), Act::reject, State::rejected, false);
  CHECK(moved(rejected, Act::reopen, State::forwarded, false).reopens == 0);
  auto closed = moved(forwarded(), Act::confirm, State::closed, false);
  CHECK(moved(closed, Act::reopen, State::forwarded, false).reopens == 1);
}

TEST_CASE("each way out of an agency has its ending", "[assignment]") {
  CHECK(moved(forwarded(), Act::transfer, State::forwarded).ending == Ending::transferred);
  CHECK(moved(forwarded(), Act::refuse, State::verifying).ending == Ending::rejected);
  CHECK(moved(forwarded(), Act::confirm, State::closed).ending == Ending::confirmed);
  CHECK(moved(forwarded(), Act::lapse, State::auto_closed).ending == Ending::silence);
  CHECK(moved(forwarded(), Act::cancel, State::cancelled).ending == Ending::cancelled);
  CHECK(moved(forwarded(), Act::merge, State::duplicate).ending == Ending::duplicate);
}

TEST_CASE("a contested assignment is open again and counts the contest", "[assignment]") {
  auto a = moved(forwarded(), Act::resolve, State::resolved);
  CHECK(a.resolved == tuesday + 1h);
  a = moved(a, Act::contest, State::forwarded, false);
  CHECK(a.contests == 1);
  CHECK_FALSE(a.resolved);
  CHECK(a.ending == Ending::open);
}

TEST_CASE("the time of a question is a pause", "[assignment]") {
  auto a = moved(forwarded(), Act::ask, State::need_info);
  CHECK(a.paused_since == tuesday + 1h);
  on_moved(a, with_bmck(), State::need_info, Act::inform, false, tuesday + 4h);
  CHECK(a.paused == 3h);
  CHECK_FALSE(a.paused_since);
}

TEST_CASE("a pause that ended before it began takes no time", "[assignment]") {
  auto a = moved(forwarded(), Act::postpone, State::accepted);
  on_pause_ended(a, tuesday - 48h);
  CHECK(a.paused == 0h);
}

TEST_CASE("an assignment that has ended keeps its deadlines", "[assignment]") {
  auto later = with_bmck();
  later.due_at = later.resolution_due = tuesday + 99 * 24h;
  auto open = forwarded();
  on_deadlines_moved(open, later);
  CHECK(open.response_due == later.due_at);
  auto ended = moved(forwarded(), Act::transfer, State::forwarded);
  on_deadlines_moved(ended, later);
  CHECK(ended.resolution_due == tuesday + 14 * 24h);
}

TEST_CASE("a ticket that comes back to an agency goes on where it was", "[assignment]") {
  auto a = moved(forwarded(), Act::transfer, State::forwarded);
  on_forwarded(a, with_bmck(), tuesday + 48h);
  CHECK(a.ending == Ending::open);
  CHECK_FALSE(a.left);
  CHECK(a.forwarded == tuesday);
}

TEST_CASE("giving a ticket away is no answer when it comes back, and the dates move by the time away",
          "[assignment]") {
  for (const auto act : {Act::transfer, Act::refuse}) {
    auto a = moved(forwarded(), act, State::forwarded);
    CHECK(a.first_response == tuesday + 1h);
    auto later = with_bmck();
    later.due_at = tuesday + 49h + 24h;
    later.resolution_due = tuesday + 40 * 24h;
    on_forwarded(a, later, tuesday + 49h);
    CHECK_FALSE(a.first_response);
    CHECK(a.response_due == tuesday + 24h + 48h);
    CHECK(a.resolution_due == tuesday + 16 * 24h);
    CHECK(a.given_back == 1);
    CHECK(a.came_back == 1);
    on_deadlines_moved(a, later);
    CHECK(a.resolution_due == tuesday + 16 * 24h);
  }
}

TEST_CASE("who accepted a ticket before giving it away had answered", "[assignment]") {
  auto a = moved(forwarded(), Act::accept, State::accepted);
  a = moved(a, Act::transfer, State::forwarded, true, tuesday + 2h);
  on_forwarded(a, with_bmck(), tuesday + 48h);
  CHECK(a.first_response == tuesday + 1h);
}

TEST_CASE("an agency that no forward reached is no late one", "[assignment]") {
  auto a = begin(with_bmck(), false, tuesday);
  on_unreachable(a);
  CHECK(a.unreachable);
  CHECK_FALSE(a.forwarded);
  on_forwarded(a, with_bmck(), tuesday + 2h);
  CHECK_FALSE(a.unreachable);
  CHECK(a.counted == tuesday + 2h);
}
