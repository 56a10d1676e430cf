#include "modem/host/command_queue.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

TEST_CASE("a few erasures go before a send, then the send has its turn") {
  Waiting w;
  w.erase = w.submit = true;
  CHECK(next_command(w) == Command::erase);
  w.erased_in_a_row = 8;
  CHECK(next_command(w) == Command::submit);
}

TEST_CASE("with the SIM nearly full, making room goes first") {
  Waiting w;
  w.erase = w.submit = w.list = w.nearly_full = true;
  w.erased_in_a_row = 100;
  CHECK(next_command(w) == Command::erase);
  w.erase = false;
  CHECK(next_command(w) == Command::list);
}

TEST_CASE("sends don't keep a listing waiting for ever, nor a listing a send") {
  Waiting w;
  w.list = w.submit = true;
  CHECK(next_command(w) == Command::submit);
  w.list_next = true;
  CHECK(next_command(w) == Command::list);
}

TEST_CASE("the heartbeat waits, but not for ever") {
  Waiting w;
  w.health = w.submit = true;
  CHECK(next_command(w) == Command::submit);
  w.health_overdue = true;
  CHECK(next_command(w) == Command::health);
  CHECK(next_command({}) == Command::none);
}

TEST_CASE("a queue says what waits in it, and when the question for the health is overdue") {
  using namespace std::chrono_literals;
  CommandQueue queue;
  const auto at = from_ms(1'000'000);
  CHECK(next_command(queue.waiting(false, false, at, 30s)) == Command::none);
  queue.health = true;
  CHECK(queue.waiting(false, false, at, 30s).health_overdue);  // it was never asked
  queue.health_asked = at;
  CHECK_FALSE(queue.waiting(false, false, at + 60s, 30s).health_overdue);
  CHECK(queue.waiting(false, false, at + 61s, 30s).health_overdue);
  queue.submissions.push_back({AttemptId{1}, "+628110000101", {}});
  CHECK(next_command(queue.waiting(false, false, at, 30s)) == Command::submit);
  CHECK(next_command(queue.waiting(true, true, at, 30s)) == Command::erase);
}
