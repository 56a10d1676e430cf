#include "modem/host/command_queue.hpp"

#include <cstddef>

namespace lapor::modem {
namespace {
constexpr unsigned erasures_before_a_send = 8;
}

const char* name(Job job) {
  constexpr const char* names[] = {"nothing", "erasing",  "listing", "sending", "asking for the signal",
                                   "USSD",    "resetting"};
  return names[static_cast<std::size_t>(job)];
}

Job next_job(const Waiting& w) {
  if (w.reset) return Job::reset;
  if (w.health_overdue) return Job::health;
  const bool send_may_wait = !w.submit || w.nearly_full;
  if (w.erase && (send_may_wait || w.erased_in_a_row < erasures_before_a_send)) return Job::erase;
  if (w.list && (send_may_wait || w.just_submitted)) return Job::list;
  if (w.submit) return Job::submit;
  if (w.ussd) return Job::ussd;
  if (w.health) return Job::health;
  return Job::none;
}

}  // namespace lapor::modem
