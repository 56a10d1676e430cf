// Tests the order of the events that wait for the engine, and which of them a full disk holds back.
#include "lapord/event_queue.hpp"

#include "base/expect.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::daemon;

namespace {

QueuedEvent segment(const char* modem, unsigned slot) {
  engine::SegmentReceived event;
  event.modem = modem;
  event.slot = {"SM", slot};
  return {event, {}};
}
QueuedEvent alert(const char* text) { return {engine::OperatorAlert{text}, {}}; }

/// The slots of segments and the texts of alerts, in the order in which they come out.
std::string drained(EventQueue& queue) {
  std::string out;
  while (!queue.empty()) {
    const auto queued = queue.pop();
    if (const auto* s = std::get_if<engine::SegmentReceived>(&queued.event))
      out += s->modem + std::to_string(s->slot.index) + " ";
    if (const auto* a = std::get_if<engine::OperatorAlert>(&queued.event)) out += a->text + " ";
  }
  return out;
}

}  // namespace

TEST_CASE("events come out in the order in which they came", "[daemon]") {
  EventQueue queue;
  queue.push(segment("a", 1));
  queue.push(alert("x"));
  queue.push_front(segment("a", 2));
  CHECK(drained(queue) == "a2 a1 x ");
  CHECK_THROWS_AS(queue.pop(), PreconditionBroken);
}

TEST_CASE("a full disk holds back what is on a SIM, and lets the rest pass", "[daemon]") {
  EventQueue queue;
  queue.push(segment("a", 1));
  queue.push(alert("x"));
  queue.hold_sim_events();
  queue.push(segment("a", 2));
  queue.push(alert("y"));
  CHECK(drained(queue) == "x y ");
  queue.push(alert("z"));
  queue.release_sim_events();
  CHECK(drained(queue) == "z a1 a2 ");
}

TEST_CASE("a slot that is told of again and again is held back once", "[daemon]") {
  EventQueue queue;
  queue.hold_sim_events();
  for (int n = 0; n < 3; ++n) queue.push(segment("a", 1));
  queue.push(segment("b", 1));
  queue.release_sim_events();
  CHECK(drained(queue) == "a1 b1 ");
}

TEST_CASE("the slots of a modem that went away are forgotten, those of another are not", "[daemon]") {
  EventQueue queue;
  queue.push(segment("a", 1));
  queue.push(segment("b", 1));
  queue.drop_slots("a", true);
  CHECK(drained(queue) == "b1 ");
  queue.push(segment("a", 1));
  queue.hold_sim_events();
  queue.push(segment("a", 2));
  queue.drop_slots("a", false);
  queue.release_sim_events();
  CHECK(drained(queue).empty());
  queue.push(segment("a", 1));
  queue.drop_slots("a", false);
  CHECK(drained(queue) == "a1 ");
}

TEST_CASE("where too many events wait a segment is left on its SIM, and nothing else is dropped",
          "[daemon]") {
  EventQueue queue;
  for (std::size_t n = 0; n < EventQueue::max_waiting; ++n) queue.push(alert(""));
  queue.push(segment("a", 1));
  queue.push(alert("last"));
  const auto out = drained(queue);
  CHECK(out.find("a1") == std::string::npos);
  CHECK(out.ends_with("last "));
}
