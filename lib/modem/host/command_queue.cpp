#include "modem/host/command_queue.hpp"

#include <cstddef>

namespace lapor::modem {
namespace {
constexpr unsigned erasures_before_a_send = 8;
}

const char* name(Command command) {
  constexpr const char* names[] = {"nothing",
                                   "erasing",
                                   "listing",
                                   "sending",
                                   "asking for the signal",
                                   "USSD",
                                   "resetting",
                                   "setting up",
                                   "restarting the radio"};
  return names[static_cast<std::size_t>(command)];
}

Command next_command(const Waiting& w) {
  if (w.reset) return Command::reset;
  if (w.set_up) return Command::set_up;
  if (w.radio) return Command::radio;
  if (w.health_overdue) return Command::health;
  const bool send_may_wait = !w.submit || w.nearly_full;
  if (w.erase && (send_may_wait || w.erased_in_a_row < erasures_before_a_send)) return Command::erase;
  if (w.list && (send_may_wait || w.list_next)) return Command::list;
  if (w.submit) return Command::submit;
  if (w.ussd) return Command::ussd;
  if (w.health) return Command::health;
  return Command::none;
}

Waiting CommandQueue::waiting(bool erase, bool nearly_full, Instant now, Duration heartbeat) const {
  Waiting w;
  w.erase = erase;
  w.list = list;
  w.submit = !submissions.empty();
  w.health = health;
  w.ussd = !ussd.empty();
  w.reset = reset;
  w.set_up = set_up;
  w.radio = radio;
  // Also the first of all after a start: whether there is a network to send by.
  w.health_overdue = health && now - health_asked > 2 * heartbeat;
  w.nearly_full = nearly_full;
  w.erased_in_a_row = erased_in_a_row;
  w.list_next = list_next;
  return w;
}

}  // namespace lapor::modem
