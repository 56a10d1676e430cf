#include "port_probe/probe.hpp"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <future>
#include <string_view>
#include <thread>

#include "base/ascii.hpp"
#include "modem/at/at_channel.hpp"
#include "modem/at/tty.hpp"

namespace lapor::port_probe {
namespace {

using namespace std::chrono_literals;
using State = ProbeResult::State;
constexpr auto time_for_all_ports = 20s;
constexpr std::size_t max_lines = 12, max_line_length = 80;

/// True if the speed matters. A USB modem's own port and a pty take any speed.
bool has_line_speed(const SerialPort& port) {
  constexpr std::array usb_modems{std::string_view("option1"), std::string_view("option"),
                                  std::string_view("cdc_acm"), std::string_view("qcserial"),
                                  std::string_view("sierra"),  std::string_view("hso"),
                                  std::string_view("ipw"),     std::string_view("GSM modem (1-port)")};
  if (port.driver.empty()) return false;
  for (const auto driver : usb_modems)
    if (port.driver == driver) return false;
  return true;
}

std::vector<unsigned> speeds_of(const SerialPort& port) {
  if (has_line_speed(port)) return {115200, 9600, 19200, 57600, 38400};
  return {115200};
}

/// ESC leaves a prompt that an earlier program left open. The first AT may only wake the modem, or let it
/// find the speed.
bool answers_at(modem::AtChannel& channel) {
  channel.send_raw("\x1b");
  channel.drain(50ms, 200ms);
  for (int tries = 0; tries < 3; ++tries)
    if (channel.command("AT", 500ms).ok()) return true;
  return false;
}

/// An answer to ATI often has the IMEI in it, which must not be shown.
bool has_imei(const std::string& line) {
  constexpr int digits = 14;  // without the check digit
  return std::search_n(line.begin(), line.end(), digits, true,
                       [](char c, bool) { return ascii::is_digit(c); }) != line.end();
}

/// The modem's identity in its own words; bounded, because any device may answer.
std::vector<std::string> ask_identity(modem::AtChannel& channel) {
  std::vector<std::string> out;
  for (const auto* command : {"ATI", "AT+CGMI", "AT+CGMM"})
    for (auto& line : channel.command(command, 1500ms).lines) {
      const bool is_known = std::find(out.begin(), out.end(), line) != out.end();
      if (is_known || out.size() >= max_lines || line.size() > max_line_length || has_imei(line)) continue;
      out.push_back(std::move(line));
    }
  return out;
}

/// The state of a port that open_tty() couldn't open.
State state_of(const Error& error) {
  if (error.code == Errc::not_found) return State::gone;
  return error.code == Errc::rejected ? State::silent : State::busy;  // rejected: no serial line
}

ProbeResult probe_at(const std::string& device, unsigned speed) {
  ProbeResult out;
  const auto fd = modem::open_tty(device, speed, false);
  if (!fd) {
    out.state = state_of(fd.error());
    return out;
  }
  modem::AtChannel channel(*fd);
  out.state = State::silent;
  if (answers_at(channel)) {
    out.state = State::answered;
    out.speed = speed;
    out.lines = ask_identity(channel);
  }
  ::tcflush(*fd, TCIOFLUSH);  // without this, close() waits for bytes that never leave
  ::close(*fd);
  return out;
}

ProbeResult probe_port(const std::string& device, const std::vector<unsigned>& speeds) {
  ProbeResult out;
  if (::access(device.c_str(), R_OK | W_OK) != 0) {
    out.state = errno == EACCES ? State::denied : State::gone;
    return out;
  }
  for (const auto speed : speeds)
    if (out = probe_at(device, speed); out.state != State::silent) break;
  return out;
}

/// A driver may never return from open() or close(). Its thread is then left behind, and the program ends
/// without it.
std::future<ProbeResult> start_probe(const std::string& device, const std::vector<unsigned>& speeds) {
  std::promise<ProbeResult> promise;
  auto future = promise.get_future();
  std::thread([p = std::move(promise), device, speeds]() mutable {
    p.set_value(probe_port(device, speeds));
  }).detach();
  return future;
}

ProbeResult result_of(std::future<ProbeResult>& future, std::chrono::steady_clock::time_point deadline) {
  if (future.wait_until(deadline) == std::future_status::ready) return future.get();
  ProbeResult out;
  out.state = State::silent;
  return out;
}

}  // namespace

void probe_ports(std::vector<ProbedPort>& ports) {
  std::vector<std::future<ProbeResult>> futures(ports.size());
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const auto& port = ports[i].port;
    if (!ports[i].holders.empty())
      ports[i].result.state = State::busy;
    else if (!port.is_console)
      futures[i] = start_probe(port.device, speeds_of(port));
  }
  const auto deadline = std::chrono::steady_clock::now() + time_for_all_ports;
  for (std::size_t i = 0; i < ports.size(); ++i)
    if (futures[i].valid()) ports[i].result = result_of(futures[i], deadline);
}

}  // namespace lapor::port_probe
