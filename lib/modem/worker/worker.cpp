#include "modem/worker/worker.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <thread>

#include "modem/at/tty.hpp"
#include "modem/worker/io_pump.hpp"
#include "modem/worker/sandbox.hpp"
#include "modem/worker/session.hpp"
#include "modem/worker/sleep_scale.hpp"

namespace lapor::modem {
namespace {

/// No core dump, which would hold phone numbers; and the worker dies with lapord.
void confine() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

wire::Configure read_configuration(int lapord) {
  std::string buffer(wire::max_frame, '\0');
  const auto n = ::recv(lapord, buffer.data(), buffer.size(), 0);
  if (n <= 0) ::_exit(0);
  const auto value = wire::decode_to_worker({buffer.data(), static_cast<std::size_t>(n)});
  if (!value || !std::holds_alternative<wire::Configure>(*value)) ::_exit(2);
  return std::get<wire::Configure>(*value);
}

[[noreturn]] void end(int lapord, wire::WorkerEndingKind kind, const std::string& detail) {
  const auto frame = wire::encode(wire::FromWorker{wire::WorkerEnding{kind, detail}});
  ::send(lapord, frame.data(), frame.size(), MSG_NOSIGNAL);
  ::_exit(0);
}

wire::WorkerEndingKind why_closed(Errc error) {
  if (error == Errc::not_found) return wire::WorkerEndingKind::no_device;
  return error == Errc::retry_later ? wire::WorkerEndingKind::no_access : wire::WorkerEndingKind::other;
}

}  // namespace

void run_worker(int lapord) {
  confine();
  const auto settings = read_configuration(lapord);
  const auto tty = open_tty(settings.device, settings.baud, settings.hardware_flow);
  if (!tty) end(lapord, why_closed(tty.error().code), tty.error().context);
  const auto pty = make_pty();
  if (!pty) end(lapord, wire::WorkerEndingKind::other, pty.error().context);
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    end(lapord, wire::WorkerEndingKind::other, "socketpair");
  set_sleep_scale(settings.sleep_scale_permille / 1000.0);
  ::tzset();  // libGammu's clock needs the time zone's file
  if (const auto closed = close_sandbox(std::array{pty->slave}); !closed)
    end(lapord, wire::WorkerEndingKind::other, "the sandbox can't be closed: " + closed.error().context);
  std::thread([fds = IoPump::Descriptors{*tty, pty->master, lapord, pair[0]}, late = settings.late,
               boot = settings.boot_lines] {
    IoPump(fds, late, boot).run();
  }).detach();
  Session(settings, pty->path, pty->slave, pair[1]).run();
}

}  // namespace lapor::modem
