// Asking the modem for its signal, its network and its SIM, and the network by USSD.
#include "modem/at/at_replies.hpp"
#include "modem/at/ussd.hpp"
#include "modem/worker/session.hpp"

namespace lapor::modem {
namespace {

using Clock = std::chrono::steady_clock;
using engine::UssdCoding;

}  // namespace

void Session::health() {
  const auto signal = gammu_.signal_percent();
  if (!signal) end(wire::WorkerEndingKind::no_answer, "the signal: " + signal.error().context);
  wire::HealthResult result;
  const auto ask = [&](const char* command) { return channel_.command(command, settings_.command).lines; };
  auto registered = ask("AT+CREG?");
  if (settings_are_lost(registered)) {
    result.settings_lost = true;
    untrusted_ = !set_up_again().empty();
    registered = ask("AT+CREG?");
  }
  result.signal_percent = *signal;
  result.registration = registration(registered);
  const auto network = ask("AT+COPS?");
  result.operator_name = read_operator(network);
  result.access = read_radio_access(network);
  result.has_service_centre = set_service_centre();
  // Messages arrive in the third storage of AT+CPMS, which is the SIM wherever there is one.
  const auto usage = read_storage_usage(ask("AT+CPMS?"), "SM");
  result.sim_slots_used = usage.used_slots;
  result.sim_slots = usage.slots;
  mailbox_.to_lapord(result);
}

/// A modem on LTE may have no circuit-switched registration at all, and texts go over the packet domain.
sim::Registration Session::registration(const std::vector<std::string>& circuit_switched) {
  auto best = read_registration(circuit_switched);
  for (const auto* command : {"AT+CGREG?", "AT+CEREG?"}) {
    if (best == sim::Registration::home || best == sim::Registration::roaming) break;
    best = sim::best_of(best, read_registration(channel_.command(command, settings_.command).lines));
  }
  return best;
}

/// Dials without libGammu, which chooses the coding by a list of models that ends in 2015.
void Session::ussd(const wire::Ussd& command) {
  auto coding = settings_.ussd_coding;
  const auto charset = read_charset(channel_.command("AT+CSCS?", settings_.command).lines);
  if (coding == UssdCoding::ucs2 && !channel_.command("AT+CSCS=\"UCS2\"", settings_.command).ok())
    coding = UssdCoding::gsm;
  if (coding == UssdCoding::gsm) channel_.command("AT+CSCS=\"GSM\"", settings_.command);
  const auto result = dial(ussd::encode_code(command.code, coding), coding);
  // libGammu believes that the character set is what it has chosen.
  if (coding != UssdCoding::packed && !charset.empty())
    channel_.command("AT+CSCS=\"" + charset + '"', settings_.command);
  mailbox_.to_lapord(result);
}

wire::UssdResult Session::dial(const std::string& encoded_code, UssdCoding coding) {
  const auto until = Clock::now() + settings_.ussd;
  const auto asked = channel_.command("AT+CUSD=1,\"" + encoded_code + "\",15", settings_.ussd);
  untrusted_ = asked.result == AtReply::Result::timeout;
  if (!asked.ok()) return {false, untrusted_ ? "the modem didn't answer" : asked.error};
  std::optional<ussd::Reply> reply;
  for (const auto& line : asked.lines)
    if (auto r = ussd::read_reply(line, coding)) reply = std::move(r);
  if (!reply) {
    const auto left = std::chrono::ceil<Duration>(until - Clock::now());
    reply = ussd::read_reply(channel_.await_line("+CUSD:", left), coding);
  }
  // A menu stays open, and keeps the channel, until it is answered or left; and a reply that comes later is
  // nobody's.
  if (!reply || reply->mode == 1) channel_.command("AT+CUSD=2", settings_.command);
  if (!reply) return {false, "the network didn't answer"};
  return reply->has_text() ? wire::UssdResult{true, reply->text}
                           : wire::UssdResult{false, "the network refused the code"};
}

}  // namespace lapor::modem
