#include "modem/worker/session.hpp"

#include <poll.h>

#include <algorithm>

#include "base/overloaded.hpp"

namespace lapor::modem {

using namespace std::chrono_literals;

Session::Session(const wire::Configure& settings, const std::string& path, int slave, int pair)
    : settings_(settings), slave_(slave), channel_(slave), mailbox_(pair), gammu_(path, settings) {}

void Session::serve() {
  for (;;) {
    mailbox_.collect();
    if (const auto command = mailbox_.next_command()) {
      execute(*command);
      if (untrusted_) end(wire::WorkerEndingKind::other, "libGammu lost the thread; starting afresh");
    } else if (wait_for_input(1h)) {
      gammu_.read();
    }
  }
}

void Session::execute(const wire::ToWorker& command) {
  std::visit(
      Overloaded{[&](const wire::List& c) { list(c); }, [&](const wire::Erase& c) { erase(c); },
                 [&](const wire::Send& c) { send(c); }, [&](const wire::Health&) { health(); },
                 [&](const wire::SetUp&) { set_up(); }, [&](const wire::RestartRadio&) { restart_radio(); },
                 [&](const wire::Ussd& c) { ussd(c); },
                 [&](const wire::Reset&) {
                   gammu_.reset();
                   end(wire::WorkerEndingKind::other, "reset by the operator");
                 },
                 [](const auto&) {}},  // Configure, ReleaseSubmit and EnterPin are taken elsewhere
      command);
}

/// True when the modem said something; false when a message came or the time is up.
bool Session::wait_for_input(Duration limit) {
  pollfd fds[] = {{slave_, POLLIN, 0}, {mailbox_.fd(), POLLIN, 0}};
  ::poll(fds, 2, static_cast<int>(std::max<Duration::rep>(limit.count(), 0)));
  return (fds[0].revents & POLLIN) != 0;
}

void Session::end(wire::WorkerEndingKind kind, const std::string& detail) {
  mailbox_.to_lapord(wire::WorkerEnding{kind, detail});
  mailbox_.end_process();
}

}  // namespace lapor::modem
