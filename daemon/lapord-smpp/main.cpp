// lapord-smpp: the worker of one line to a carrier. Started by lapord, never by a person; descriptor 3 is
// lapord's socket.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "common/lapord_socket.hpp"
#include "line.hpp"
#include "modem/protocol/bounds.hpp"
#include "modem/worker/sandbox.hpp"

namespace {

using namespace lapor;
namespace wire = modem::wire;

constexpr int usage_error = 64;

/// No core dump, which would hold phone numbers; and the worker dies with lapord.
void confine() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

wire::ConfigureLine read_configuration() {
  std::string buffer(wire::max_frame, '\0');
  const auto n = ::recv(daemon::lapord_socket, buffer.data(), buffer.size(), 0);
  if (n <= 0) ::_exit(0);
  const auto value = wire::decode_to_worker({buffer.data(), static_cast<std::size_t>(n)});
  if (!value || !std::holds_alternative<wire::ConfigureLine>(*value)) ::_exit(2);
  return std::get<wire::ConfigureLine>(*value);
}

[[noreturn]] void end(wire::WorkerEndingKind kind, const std::string& detail) {
  const auto frame = wire::encode(wire::cut_to_bounds(wire::WorkerEnding{kind, detail}, wire::Teller::line));
  ::send(daemon::lapord_socket, frame.data(), frame.size(), MSG_NOSIGNAL);
  ::_exit(0);
}

daemon::CarrierLink connect(const wire::ConfigureLine& settings) {
  auto link = daemon::CarrierLink::connect(settings.host, settings.port, settings.connect / 3);
  if (!link) end(wire::WorkerEndingKind::no_answer, link.error().context);
  if (!settings.tls) return std::move(*link);
  const auto trust = daemon::TlsTrust::load(settings.ca_file);
  if (!trust) end(wire::WorkerEndingKind::other, trust.error().context);
  if (const auto started = link->start_tls(*trust, settings.host); !started)
    end(wire::WorkerEndingKind::other, started.error().context);
  return std::move(*link);
}

}  // namespace

int main() {
  if (!daemon::is_started_by_lapord()) {
    std::fputs("lapord-smpp is started by lapord, one for each [[smpp]] of its configuration.\n", stderr);
    return usage_error;
  }
  confine();
  const auto settings = read_configuration();
  std::vector<daemon::CarrierLink> links;
  for (int n = settings.pair ? 2 : 1; n-- > 0;) links.push_back(connect(settings));
  ::tzset();  // before the time zone's file can't be opened any more
  if (const auto closed = modem::close_sandbox({}); !closed)
    end(wire::WorkerEndingKind::other, "the sandbox can't be closed: " + closed.error().context);
  daemon::Line(daemon::lapord_socket, settings, std::move(links)).run();
}
