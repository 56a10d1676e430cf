// From an open line to a modem that is ready for commands.
#include <fmt/format.h>

#include <array>
#include <thread>
#include <utility>

#include "modem/at/at_replies.hpp"
#include "modem/worker/session.hpp"

namespace lapor::modem {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
constexpr Duration short_reply = 3s;
constexpr Duration pin_reply = 15s;  ///< a SIM takes its time
constexpr auto esc = "\x1b";

}  // namespace

void Session::run() {
  if (!settings_.reset.empty()) reset_modem();
  wake_modem();
  know_modem();
  unlock();
  for (const auto& command : settings_.init) channel_.command(command, short_reply);
  connect();
  serve();
}

/// Most modems vanish from their line or fall silent for seconds then, so the next worker sees what has come
/// of it. Another's modem is left alone; one that doesn't tell its IMEI may be the one that hangs.
void Session::reset_modem() {
  channel_.send_raw(esc);
  channel_.drain(100ms, 1s);
  if (!settings_.imei.empty()) refuse_wrong_modem(read_imei(channel_.command("AT+CGSN", short_reply).lines));
  channel_.command(settings_.reset, short_reply);
  end(wire::WorkerEndingKind::was_reset, "reset after failures in a row");
}

/// Leaves a prompt that an earlier worker may have left open, and lets late results go by. Then it requires
/// one OK with nothing after it: if more output follows, that OK probably answered a command of the earlier
/// worker, and accepting it would pair every later reply with the wrong command.
void Session::wake_modem() {
  channel_.send_raw(esc);
  channel_.drain(100ms, 1s);
  if (settings_.late.needs_quiet()) std::this_thread::sleep_for(settings_.settle);
  bool answered = false;
  channel_.command("ATQ0V1E1", short_reply);  // a stored ATQ1, ATV0 or ATE0 makes "AT" look unanswered
  for (int tries = 0; tries < 5; ++tries) {
    const bool ok = channel_.command("AT", 2s).ok();
    answered = answered || ok;
    if (ok && !channel_.drain(100ms, 2s)) return;
  }
  if (answered) return;  // it chatters, but it is there
  end(wire::WorkerEndingKind::no_answer, "no OK to AT");
}

/// Identifies the modem before its SIM is asked anything: a PIN must not be tried on another modem's SIM.
void Session::know_modem() {
  if (settings_.imei.empty()) return;
  const auto imei = read_imei(channel_.command("AT+CGSN", short_reply).lines);
  if (imei.empty() && settings_.by_imei_alone)
    end(wire::WorkerEndingKind::wrong_modem, "this modem doesn't tell its IMEI");
  refuse_wrong_modem(imei);
}

void Session::unlock() {
  bool entered = false;
  // Without it a missing SIM and a missing PIN are the same bare ERROR.
  channel_.command("AT+CMEE=1", short_reply);
  for (auto until = Clock::now() + 15s; Clock::now() < until; std::this_thread::sleep_for(300ms)) {
    const auto reply = channel_.command("AT+CPIN?", short_reply);
    switch (read_pin_state(reply.lines, reply.error)) {
      case PinState::ready:
      case PinState::unknown:
        return;
      case PinState::wants_puk:
        end(wire::WorkerEndingKind::need_puk, "the SIM wants its PUK: put it into a phone");
      case PinState::no_sim:
        end(wire::WorkerEndingKind::no_sim, "no SIM");
      case PinState::busy:
        break;
      case PinState::wants_pin:
        if (!entered) enter_pin();  // if entered, the SIM needs a moment; never a second try
        if (!std::exchange(entered, true)) until = Clock::now() + 15s;
    }
  }
  end(wire::WorkerEndingKind::no_sim, "the SIM doesn't become ready");
}

/// lapord decides, because it knows what was tried before.
void Session::enter_pin() {
  wire::PinRequired required;
  if (!settings_.pin_tries.empty())
    required.tries_left = read_pin_tries_left(channel_.command(settings_.pin_tries, short_reply).lines);
  required.iccid = read_iccid(channel_.command("AT+CCID", short_reply).lines);
  mailbox_.to_lapord(required);
  for (;;) {
    mailbox_.collect();
    const auto command = mailbox_.next_command();
    if (!command)
      mailbox_.wait();
    else if (const auto* enter = std::get_if<wire::EnterPin>(&*command))
      return try_pin(enter->pin);
  }
}

/// lapord is told nothing of a try without an OK or a plain refusal, and counts it as a bad one.
void Session::try_pin(const std::string& pin) {
  const auto reply = channel_.command("AT+CPIN=\"" + pin + '"', pin_reply);
  if (reply.ok()) return mailbox_.to_lapord(wire::PinResult{true});
  if (says_wrong_pin(reply.error)) mailbox_.to_lapord(wire::PinResult{false});
  end(wire::WorkerEndingKind::pin_wrong, "the SIM didn't take the PIN: " + reply.error);
}

void Session::connect() {
  const auto ready = gammu_.connect();
  if (!ready) end(wire::WorkerEndingKind::no_answer, ready.error().context);
  refuse_wrong_modem(ready->imei);
  channel_.command("AT+CMGF=0", short_reply);  // libGammu sets it with its first listing only
  complete_storages();
  set_service_centre();
  enable_indications();
  channel_.command("AT+CREG=1", short_reply);  // registration is told when it changes, not only asked for
  mailbox_.to_lapord(*ready);
}

/// Some modems take AT+CPMS with all three storages only (27.005 §3.2.2 lets two be left out), and libGammu
/// names two at most.
void Session::complete_storages() {
  for (const auto& storage : settings_.storages) {
    const auto chosen = channel_.command(fmt::format("AT+CPMS=\"{}\"", storage), short_reply);
    if (chosen.result != AtReply::Result::error) return;
    if (!channel_.command(fmt::format("AT+CPMS=\"{0}\",\"{0}\",\"{0}\"", storage), short_reply).ok())
      continue;
    return mailbox_.complete_storages(storage);
  }
}

/// Two modems of one kind may change their tty when they are plugged in again.
void Session::refuse_wrong_modem(const std::string& imei) {
  if (settings_.imei.empty() || imei.empty() || imei == settings_.imei) return;
  end(wire::WorkerEndingKind::wrong_modem,
      "another modem stands here: its IMEI is " + imei + ", not " + settings_.imei);
}

/// Sets the service centre's number if the SIM has none. True if it is known then.
bool Session::set_service_centre() {
  if (gammu_.find_service_centre()) return true;
  const auto& number = settings_.service_centre;
  const auto reply = channel_.command("AT+CSCA?", short_reply);
  if (number.empty() || read_has_service_centre(reply.lines) != false) return false;
  const auto* type = number.starts_with('+') ? "145" : "129";
  return channel_.command("AT+CSCA=\"" + number + "\"," + type, short_reply).ok() &&
         gammu_.find_service_centre();
}

/// libGammu gives up on modems whose AT+CNMI=? it can't read, and believes those that lie in it; most of both
/// take one of these all the same.
void Session::enable_indications() {
  const auto& known = settings_.cnmi;
  tells_arrivals_ = true;
  if (!known.empty() && channel_.command("AT+CNMI=" + known, short_reply).ok()) return;
  if (gammu_.enable_indications()) return;
  for (const auto* command : {"AT+CNMI=2,1,0,1,0", "AT+CNMI=1,1,0,1,0", "AT+CNMI=2,1,0,2,0", "AT+CNMI=2,1"})
    if (channel_.command(command, short_reply).ok()) return;
  tells_arrivals_ = false;
  mailbox_.to_lapord(wire::Remark{"modem-no-notices", "the modem won't tell of arrivals; it is only polled"});
}

}  // namespace lapor::modem
