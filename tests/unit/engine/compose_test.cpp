// From a text to a queued message.
#include "engine/outbox/compose.hpp"

#include "unit/engine/room.hpp"

using namespace lapor;
using namespace lapor::engine;

TEST_CASE(
    "only a message of several segments takes a concatenation reference, also one that becomes longer") {
  Room room;
  const auto to = room.person();
  const auto queued = [&](std::size_t letters) {
    const auto id = enqueue_message(room.tx, to, std::string(letters, 'a'), Purpose::alert, {}, tuesday);
    return room.store->message(id);
  };
  CHECK(queued(161).concat_reference == 0);
  auto message = queued(160);
  CHECK(queued(161).concat_reference == 1);
  reword(room.tx, message, std::string(159, 'b'));
  CHECK(message.segments == 1);
  reword(room.tx, message, std::string(161, 'b'));
  CHECK(message.segments == 2);
  CHECK(message.concat_reference == 2);
  CHECK(queued(161).concat_reference == 3);
}
