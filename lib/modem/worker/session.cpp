#include "modem/worker/session.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <thread>

#include "base/overloaded.hpp"
#include "modem/at/at_replies.hpp"
#include "modem/at/ussd.hpp"
#include "modem/protocol/modem_overrun.hpp"
#include "modem/worker/sleep_scale.hpp"
#include "modem/worker/slot_reader.hpp"

namespace lapor::modem {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
constexpr Duration short_answer = 3s;
constexpr Duration pin_answer = 15s;     ///< a SIM takes its time
constexpr Duration by_slot_answer = 5s;  ///< AT+CMGR of one slot

bool stores(const wire::Configure& settings, const char* storage) {
  return std::find(settings.storages.begin(), settings.storages.end(), storage) != settings.storages.end();
}

}  // namespace

Session::Session(const wire::Configure& settings, std::string path, int slave, int pair)
    : settings_(settings), slave_(slave), chat_(slave), mailbox_(pair), gammu_(path, settings) {}

void Session::run() {
  if (!settings_.reset.empty()) reset_modem();
  wake_modem();
  unlock();
  for (const auto& command : settings_.init) chat_.ask(command, short_answer);
  connect();
  obey_forever();
}

void Session::obey_forever() {
  for (;;) {
    mailbox_.collect();
    if (const auto command = mailbox_.next_command()) {
      obey(*command);
      if (untrusted_) give_up(wire::TroubleKind::other, "libGammu lost the thread; starting afresh");
    } else if (wait_for_input(1h)) {
      gammu_.read();
    }
  }
}

/// True when the modem said something; false when a packet came or the time is up.
bool Session::wait_for_input(Duration limit) {
  pollfd fds[] = {{slave_, POLLIN, 0}, {mailbox_.fd(), POLLIN, 0}};
  ::poll(fds, 2, static_cast<int>(std::max<Duration::rep>(limit.count(), 0)));
  return (fds[0].revents & POLLIN) != 0;
}

void Session::give_up(wire::TroubleKind kind, const std::string& detail) {
  mailbox_.tell(wire::Trouble{kind, detail});
  mailbox_.finish();
}

/// Leaves a prompt that a former life may have left open, lets late answers go by, and wants one clean OK:
/// one that another follows answered a command of the former life, and every answer after it would be taken
/// for the next.
void Session::wake_modem() {
  chat_.send_raw("\x1b");
  chat_.drain(100ms, 1s);
  if (settings_.settle.count() > 0) std::this_thread::sleep_for(settings_.settle);
  bool answered = false;
  for (int tries = 0; tries < 5; ++tries) {
    const bool ok = chat_.ask("AT", 2s).ok();
    answered = answered || ok;
    if (ok && !chat_.drain(100ms, 2s)) return;
  }
  if (answered) return;  // it chatters, but it is there
  give_up(wire::TroubleKind::no_answer, "no OK to AT");
}

/// Most modems vanish from their line or fall silent for seconds then, so the next worker sees what has come
/// of it.
void Session::reset_modem() {
  chat_.send_raw("\x1b");
  chat_.drain(100ms, 1s);
  chat_.ask(settings_.reset, short_answer);
  give_up(wire::TroubleKind::was_reset, "reset after failures in a row");
}

void Session::unlock() {
  bool entered = false;
  chat_.ask("AT+CMEE=1", short_answer);  // else a missing SIM and a missing PIN are the same bare ERROR
  for (auto until = Clock::now() + 15s; Clock::now() < until; std::this_thread::sleep_for(300ms)) {
    const auto answer = chat_.ask("AT+CPIN?", short_answer);
    switch (read_pin_state(answer.lines, answer.error)) {
      case PinState::ready:
      case PinState::unknown:
        return;
      case PinState::wants_puk:
        give_up(wire::TroubleKind::need_puk, "the SIM wants its PUK: put it into a phone");
      case PinState::no_sim:
        give_up(wire::TroubleKind::no_sim, "no SIM");
      case PinState::busy:
        break;
      case PinState::wants_pin:
        if (!entered) enter_pin();  // else the SIM needs a moment; never a second try
        if (!std::exchange(entered, true)) until = Clock::now() + 15s;
    }
  }
  give_up(wire::TroubleKind::no_sim, "the SIM doesn't become ready");
}

/// lapord decides, for it knows what was tried before. What comes neither to an OK nor to a plain refusal
/// stays unknown, and counts as one.
void Session::enter_pin() {
  wire::PinWanted wanted;
  if (!settings_.pin_tries.empty())
    wanted.tries_left = read_tries_left(chat_.ask(settings_.pin_tries, short_answer).lines);
  wanted.card = read_card(chat_.ask("AT+CCID", short_answer).lines);
  mailbox_.tell(wanted);
  for (;;) {
    mailbox_.collect();
    const auto command = mailbox_.next_command();
    if (!command) {
      mailbox_.wait();
    } else if (const auto* enter = std::get_if<wire::EnterPin>(&*command)) {
      const auto answer = chat_.ask("AT+CPIN=\"" + enter->pin + '"', pin_answer);
      if (answer.ok()) return mailbox_.tell(wire::PinEntered{true});
      if (says_wrong_pin(answer.error)) mailbox_.tell(wire::PinEntered{false});
      give_up(wire::TroubleKind::pin_wrong, "the SIM didn't take the PIN: " + answer.error);
    }
  }
}

void Session::connect() {
  const auto ready = gammu_.connect();
  if (!ready) give_up(wire::TroubleKind::no_answer, ready.error().context);
  switch_on_notices();
  chat_.ask("AT+CREG=1", short_answer);  // the network's coming and going is told, not only asked for
  mailbox_.tell(*ready);
}

/// libGammu gives up on modems whose AT+CNMI=? it can't read, and believes those that lie in it; most of both
/// take one of these all the same.
void Session::switch_on_notices() {
  const auto& known = settings_.cnmi;
  if (!known.empty() && chat_.ask("AT+CNMI=" + known, short_answer).ok()) return;
  if (gammu_.switch_on_notices()) return;
  for (const auto* command : {"AT+CNMI=2,1,0,1,0", "AT+CNMI=1,1,0,1,0", "AT+CNMI=2,1,0,2,0", "AT+CNMI=2,1"})
    if (chat_.ask(command, short_answer).ok()) return;
  mailbox_.tell(wire::Remark{"modem-no-notices", "the modem won't tell of arrivals; it is only polled"});
}

void Session::obey(const wire::ToWorker& command) {
  std::visit(Overloaded{[&](const wire::List& c) { list(c); }, [&](const wire::Erase& c) { erase(c); },
                        [&](const wire::Send& c) { send(c); }, [&](const wire::Health&) { health(); },
                        [&](const wire::Ussd& c) { ussd(c); },
                        [&](const wire::Reset&) {
                          gammu_.reset();
                          give_up(wire::TroubleKind::other, "reset by the operator");
                        },
                        [](const auto&) {}},
             command);
}

void Session::list(const wire::List& how) {
  mailbox_.forget_pdus();
  const auto done =
      how.by_slot ? list_by_slot(how) : gammu_.list([this](FoundSlot slot) { give(std::move(slot)); });
  if (done.complete && !how.by_slot) list_reports();
  mailbox_.forget_pdus();
  mailbox_.tell(done);
  untrusted_ = !done.complete;
}

/// Passes one slot on, read from its PDU where the line saw it; libGammu's reading is the second choice.
void Session::give(FoundSlot slot) {
  const auto pdu = mailbox_.take_pdu(slot.storage, slot.index);
  if (!stores(settings_, slot.storage.c_str()) && slot.storage != "SR") return;
  if (!pdu.empty()) {
    auto read = read_pdu(pdu);
    const auto* bad = std::get_if<BadPdu>(&read);
    const auto* gammus = std::get_if<BadPdu>(&slot.content);
    if (bad != nullptr)
      slot.content = BadPdu{gammus != nullptr ? bad->cause + " (" + gammus->cause + ")" : bad->cause};
    else
      slot.content = std::move(read);
  }
  give_pdu(slot.storage, slot.index, pdu, std::move(slot.content));
}

void Session::give_pdu(const std::string& storage, unsigned index, const std::string& pdu, Content content) {
  std::visit(
      Overloaded{[&](sms::InboundSegment& part) {
                   mailbox_.tell(wire::Stored{storage, index, std::move(part)});
                 },
                 [&](const StatusReport& r) {
                   mailbox_.tell(wire::StatusReport{storage, index, r.recipient, r.reference, r.status});
                 },
                 [&](const BadPdu& bad) {
                   mailbox_.tell(wire::Unreadable{storage, index, bad.cause, pdu});
                 },
                 [](const NotDeliver&) {}},
      content);
}

/// Without libGammu, which may have died of one of these slots.
wire::ListDone Session::list_by_slot(const wire::List& how) {
  SlotReader::To to;
  to.found = [this](const std::string& storage, unsigned index, const std::string& pdu) {
    mailbox_.take_pdu(storage, index);
    give_pdu(storage, index, pdu, read_pdu(pdu));
  };
  to.hung = [this](const wire::SlotHung& slot) { mailbox_.tell(slot); };
  to.progress = [this] { mailbox_.tell(wire::Progress{}); };
  auto memories = settings_.storages;
  if (!no_report_memory_) memories.push_back("SR");
  return SlotReader(chat_, std::min(settings_.command, by_slot_answer), to).read(memories, how);
}

/// Some modems keep status reports in a memory of their own, which libGammu doesn't list.
void Session::list_reports() {
  if (no_report_memory_) return;
  if (!chat_.ask("AT+CPMS=\"SR\"", settings_.command).ok()) {
    no_report_memory_ = true;
    return;
  }
  chat_.ask("AT+CMGL=4", settings_.command);
  mailbox_.collect();
  for (unsigned index = 0; index < 256; ++index) {
    const auto pdu = mailbox_.take_pdu("SR", index);
    if (pdu.empty()) continue;
    auto read = read_pdu(pdu);
    if (std::holds_alternative<StatusReport>(read) || std::holds_alternative<BadPdu>(read))
      give_pdu("SR", index, pdu, std::move(read));
  }
}

/// The memory is chosen in the same line, so that no other can be meant. A modem that doesn't take two
/// commands in one line is told them one by one.
void Session::erase(const wire::Erase& command) {
  const auto choose = fmt::format("AT+CPMS=\"{}\"", command.storage),
             erase = fmt::format("+CMGD={}", command.index);
  const auto empty = [](const Answer& a) {
    return error_number(a.error) == 321;
  };  // invalid index: nothing there
  const auto one_by_one = [&] {
    const auto chosen = chat_.ask(choose, settings_.command);
    return chosen.ok() ? chat_.ask("AT" + erase, settings_.command) : chosen;
  };
  auto answer = joined_refused_ < 2 ? chat_.ask(choose + ";" + erase, settings_.command) : one_by_one();
  if (answer.end == Answer::End::error && !empty(answer) && joined_refused_ < 2) {
    answer = one_by_one();
    if (answer.ok()) ++joined_refused_;
  }
  untrusted_ = answer.end == Answer::End::silent;
  mailbox_.tell(wire::Erased{command.storage, command.index, answer.ok() || empty(answer), answer.error});
}

void Session::send(const wire::Send& command) {
  mailbox_.arm(command);
  const auto refused = gammu_.begin_send(command);
  mailbox_.collect();
  wire::SendResult result;
  if (refused.empty()) {
    result = await_answer(command);
  } else if (gammu_.send_status()) {
    result = judge(command.attempt, *gammu_.send_status());
  } else {
    // libGammu writes the Ctrl-Z last, so it never came to that.
    result = {command.attempt, wire::Outcome::not_sent, 0, {}, "no prompt: " + refused};
    untrusted_ = true;
  }
  mailbox_.disarm();
  mailbox_.tell(result);
  // lapord says so, and remembers it for the next worker.
  if (result.outcome == wire::Outcome::refused && smells_of_haste(result.refusal))
    set_pace(std::max(pace(), 1.0));
}

/// The Ctrl-Z waits at the line. Nothing else may be asked of libGammu until the answer is there: it would
/// take the next command's OK for it.
///
/// An answer that may be an earlier text's is withheld: if another one follows, that is this text's; if none
/// does, it was.
wire::SendResult Session::await_answer(const wire::Send& command) {
  const auto attempt = command.attempt;
  std::optional<Clock::time_point> until, believe;
  for (;;) {
    mailbox_.collect();
    if (!until && mailbox_.released(attempt)) until = Clock::now() + settings_.send;
    if (mailbox_.late_seen()) believe = Clock::now() + command.late_wait;
    if (const auto& status = gammu_.send_status()) return judge(attempt, *status);
    if (believe && Clock::now() >= *believe) mailbox_.believe_late(), believe.reset();
    const auto next = until && believe ? std::min(*until, *believe) : until;
    const auto left = next ? std::chrono::ceil<Duration>(*next - Clock::now()) : Duration{1h};
    if (until && Clock::now() >= *until) {
      untrusted_ = true;
      return {attempt, wire::Outcome::in_doubt, 0, {}, "no answer after the Ctrl-Z"};
    }
    if (wait_for_input(left)) gammu_.read();
  }
}

wire::SendResult Session::judge(std::int64_t attempt, const SendStatus& status) {
  mailbox_.collect();
  if (auto refusal = mailbox_.refusal(); refusal || status.status != 0) {
    // A modem that answers in words: libGammu knows most of them.
    if (refusal && refusal->table != delivery::Table::none && refusal->number < 0 && status.status > 0)
      refusal->number = status.status;
    return {attempt, wire::Outcome::refused, 0, refusal.value_or(delivery::Refusal{}),
            "the modem refused it"};
  }
  if (!mailbox_.released(attempt)) {
    untrusted_ = true;
    return {attempt, wire::Outcome::not_sent, 0, {}, "an answer before the Ctrl-Z"};
  }
  if (status.reference < 0 || status.reference > 255) {
    untrusted_ = true;
    return {attempt, wire::Outcome::in_doubt, 0, {}, "an OK without a reference"};
  }
  return {attempt, wire::Outcome::accepted, static_cast<std::uint32_t>(status.reference), {}, ""};
}

void Session::health() {
  wire::HealthResult result;
  const auto signal = gammu_.signal();
  if (!signal) give_up(wire::TroubleKind::no_answer, "the signal: " + signal.error().context);
  result.signal_percent = *signal;
  result.registration = read_registration(chat_.ask("AT+CREG?", settings_.command).lines);
  result.operator_name = read_operator(chat_.ask("AT+COPS?", settings_.command).lines);
  // Texts arrive in the third memory of AT+CPMS, on the SIM wherever there is one.
  const auto fill = read_fill(chat_.ask("AT+CPMS?", settings_.command).lines, "SM");
  result.sim_used = fill.used;
  result.sim_size = fill.size;
  mailbox_.tell(result);
}

/// Raw, because libGammu chooses the coding by a list of models that ends in 2015.
void Session::ussd(const wire::Ussd& command) {
  auto coding = settings_.ussd_coding;
  const auto former = read_charset(chat_.ask("AT+CSCS?", settings_.command).lines);
  if (coding == UssdCoding::ucs2 && !chat_.ask("AT+CSCS=\"UCS2\"", settings_.command).ok())
    coding = UssdCoding::gsm;
  if (coding == UssdCoding::gsm) chat_.ask("AT+CSCS=\"GSM\"", settings_.command);
  const auto result = dial(ussd::written(command.code, coding), coding);
  // libGammu believes that the character set is what it has chosen.
  if (coding != UssdCoding::packed && !former.empty())
    chat_.ask("AT+CSCS=\"" + former + '"', settings_.command);
  mailbox_.tell(result);
}

wire::UssdResult Session::dial(const std::string& code, UssdCoding coding) {
  const auto until = Clock::now() + settings_.ussd;
  auto asked = chat_.ask("AT+CUSD=1,\"" + code + "\",15", settings_.ussd);
  untrusted_ = asked.end == Answer::End::silent;
  if (!asked.ok()) return {false, untrusted_ ? "the modem didn't answer" : asked.error};
  std::optional<ussd::Answer> answer;
  for (const auto& line : asked.lines)
    if (auto a = ussd::read(line, coding)) answer = std::move(a);
  if (!answer) {
    const auto line = chat_.await("+CUSD:", std::chrono::ceil<Duration>(until - Clock::now()));
    answer = ussd::read(line, coding);
  }
  // A menu stays open, and keeps the channel, until it is answered or left; and an answer that comes later is
  // nobody's.
  if (!answer || answer->mode == 1) chat_.ask("AT+CUSD=2", settings_.command);
  if (!answer) return {false, "the network didn't answer"};
  return answer->good() ? wire::UssdResult{true, answer->text}
                        : wire::UssdResult{false, "the network refused the code"};
}

}  // namespace lapor::modem
