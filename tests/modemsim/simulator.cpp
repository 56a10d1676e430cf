#include "simulator.hpp"

#include <poll.h>

#include <cstdio>
#include <vector>

namespace lapor::modemsim {
namespace {

constexpr int closed_port_look_ms = 10;  // a port that nobody has open can't be polled for being opened
constexpr int idle_wait_ms = 1000;

}  // namespace

Simulator::Simulator(const Options& options)
    : state_(make_state(options)),
      pty_(options.link),
      radio_(state_, timers_, [this](const std::string& bytes) { return put(bytes); }),
      session_(state_, timers_, radio_,
               {[this](const std::string& bytes) { put(bytes); }, [this](int ms) { reboot(ms); }}),
      control_(*this, options.control) {}

bool Simulator::put(const std::string& bytes) {
  if (!state_.running || !pty_.write(bytes)) return false;
  state_.stats.bytes_out += bytes.size();
  return true;
}

void Simulator::run(int stop_fd) {
  control_.listen();
  pty_.plug();
  std::printf("ready %s\n", state_.options.link.c_str());
  std::fflush(stdout);
  while (!stopping_) poll_once(stop_fd);
  control_.close();
}

void Simulator::poll_once(int stop_fd) {
  pty_.look();
  if (pty_.open() && !was_open_) ++state_.stats.opens;
  was_open_ = pty_.open();
  const auto port_events = static_cast<short>(POLLIN | (pty_.wants_to_write() ? POLLOUT : 0));
  std::vector<pollfd> fds{{stop_fd, POLLIN, 0}, {pty_.poll_fd(), port_events, 0}};
  control_.add_to(fds);
  const bool watching = pty_.plugged() && !pty_.open();
  ::poll(fds.data(), fds.size(), timers_.wait_ms(watching ? closed_port_look_ms : idle_wait_ms));
  if (fds[0].revents) stopping_ = true;
  if (fds[1].revents & POLLOUT) pty_.flush();
  if (fds[1].revents & (POLLIN | POLLHUP)) read_port();
  timers_.run();
  control_.serve(fds);
}

void Simulator::read_port() {
  const auto bytes = pty_.read();
  if (!bytes.empty()) session_.feed(bytes);
}

void Simulator::unplug(int milliseconds) {
  pty_.unplug();
  session_.reset();
  const auto epoch = ++plug_epoch_;
  if (milliseconds <= 0) return;
  timers_.after(Millis{milliseconds}, [this, epoch] {
    if (epoch == plug_epoch_) plug();
  });
}

void Simulator::plug() {
  ++plug_epoch_;
  if (!pty_.plugged()) pty_.plug();
}

void Simulator::reboot(int milliseconds) {
  ++state_.stats.reboots;
  session_.reset();
  state_.running = false;
  state_.settings = state_.stored;
  state_.habits.lost_until_radio = false;
  state_.ussd_session.clear();
  timers_.after(Millis{milliseconds}, [this] {
    state_.running = true;
    state_.pin = state_.options.pin.empty()         ? PinState::ready
                 : state_.pin == PinState::need_puk ? PinState::need_puk
                                                    : PinState::need_pin;
    state_.started_ms = state_.radio_on_ms = now_ms();
    radio_.drain();
    if (state_.habits.boot_lines) boot();
  });
}

/// Prints the lines that a module prints when it starts.
void Simulator::boot() {
  int at_ms = 0;
  for (const char* line : {"RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready"}) {
    timers_.after(Millis{at_ms}, [this, line] { put("\r\n" + std::string(line) + "\r\n"); });
    at_ms += 100;
  }
}

void Simulator::chatter(int milliseconds) { chatter_on(milliseconds, ++chatter_epoch_); }

void Simulator::chatter_on(int milliseconds, unsigned epoch) {
  timers_.after(Millis{milliseconds}, [this, milliseconds, epoch] {
    if (epoch != chatter_epoch_ || !state_.faults.strike(Fault::chatter)) return;
    radio_.urc("^RSSI: " + std::to_string(state_.signal));
    chatter_on(milliseconds, epoch);
  });
}

}  // namespace lapor::modemsim
