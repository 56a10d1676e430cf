// A modem that has restarted by itself, with its line staying open, has forgotten what it was told: notices,
// PDU mode, echo. It is told again, within a second or two, without a new worker.
#include <thread>
#include <utility>

#include "modem/at/at_replies.hpp"
#include "modem/worker/session.hpp"

namespace lapor::modem {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
constexpr Duration short_reply = 3s, awake_within = 15s, sim_within = 20s, radio_reply = 15s;

}  // namespace

/// Waits until the modem answers. What it says while it starts is drained.
void Session::wake_up_again() {
  for (const auto until = Clock::now() + awake_within; Clock::now() < until;) {
    channel_.drain(50ms, 1s);
    if (channel_.command("ATQ0V1E1", 1s).ok() && channel_.command("AT", 1s).ok()) return;
  }
}

/// "" when the SIM is open; else why it isn't. A SIM that wants its PIN again is left to a new worker.
std::string Session::await_pin_again() {
  channel_.command("AT+CMEE=1", short_reply);
  for (const auto until = Clock::now() + sim_within; Clock::now() < until;
       std::this_thread::sleep_for(300ms)) {
    const auto reply = channel_.command("AT+CPIN?", short_reply);
    const auto state = read_pin_state(reply.lines, reply.error);
    if (state == PinState::ready || state == PinState::unknown) return {};
    if (state != PinState::busy && state != PinState::no_sim) return "the SIM asks for its PIN again";
  }
  return "the SIM doesn't become ready";
}

/// "" when all is as it was; else what isn't.
std::string Session::set_up_again() {
  wake_up_again();
  if (const auto why = await_pin_again(); !why.empty()) return why;
  for (const auto& command : settings_.init) channel_.command(command, short_reply);
  for (const auto& command : mailbox_.settings()) channel_.command(command, short_reply);
  channel_.command("AT+CMGF=0", short_reply);
  if (read_text_mode(channel_.command("AT+CMGF?", short_reply).lines)) return "the modem stays in text mode";
  return {};
}

void Session::set_up() {
  const auto why = set_up_again();
  untrusted_ = !why.empty();
  mailbox_.to_lapord(wire::SetUpDone{why.empty(), why});
}

/// Asks the modem for its settings, because some modems restart without a word. `registered`: the answer to
/// AT+CREG?.
bool Session::settings_are_lost(const std::vector<std::string>& registered) {
  const auto ask = [&](const char* command) { return channel_.command(command, settings_.command).lines; };
  if (read_text_mode(ask("AT+CMGF?"))) return true;
  if (tells_arrivals_ && read_tells_arrivals(ask("AT+CNMI?")) == false) return true;
  const auto tells_registration = read_tells_registration(registered);
  return std::exchange(told_registration_, tells_registration == true) && tells_registration == false;
}

/// Makes a modem look for its network again. AT+CFUN=4 leaves the SIM on; not every modem
/// has it.
void Session::restart_radio() {
  if (!channel_.command("AT+CFUN=4", radio_reply).ok()) channel_.command("AT+CFUN=0", radio_reply);
  std::this_thread::sleep_for(1s);
  const bool ok = channel_.command("AT+CFUN=1", radio_reply).ok();
  const auto why = set_up_again();
  untrusted_ = !why.empty();
  mailbox_.to_lapord(wire::RadioRestarted{ok});
}

}  // namespace lapor::modem
