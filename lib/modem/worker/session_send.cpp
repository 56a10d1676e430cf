// One send: up to its prompt, and from there to its result.
#include <algorithm>

#include "modem/worker/session.hpp"
#include "modem/worker/sleep_scale.hpp"

namespace lapor::modem {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
using wire::Outcome;

}  // namespace

/// A modem that has restarted unseen may be in text mode, and would take the length of the PDU for a number
/// and the PDU for words. So no prompt is asked for but behind AT+CMGF=0: in one line, which costs no time,
/// or in a line before it.
bool Session::set_pdu_mode() { return channel_.command("AT+CMGF=0", settings_.command).ok(); }

/// After an error the send status is the modem's refusal, or there is none: no prompt came.
Result<void> Session::ask_for_prompt(const wire::Send& command, bool one_line) {
  gammu_.forget_send_status();
  if (!one_line && !set_pdu_mode()) return Error{Errc::rejected, "the modem won't be in PDU mode"};
  mailbox_.arm(command, one_line);
  auto begun = begin_at_its_pace(command);
  mailbox_.collect();
  return begun;
}

void Session::send(const wire::Send& command) {
  if (!set_service_centre())
    return mailbox_.to_lapord(
        wire::SendResult{command.attempt, Outcome::not_asked, {}, {}, "no service centre number"});
  const bool one_line = command.one_line && prompts_in_one_line_;
  auto begun = ask_for_prompt(command, one_line);
  if (!begun && one_line && gammu_.send_status()) {  // some modems take no two commands in a line
    begun = ask_for_prompt(command, false);
    prompts_in_one_line_ = !begun;
  }
  wire::SendResult result;
  if (begun) {
    result = await_result(command.attempt, command.late.count() > 0);
  } else if (gammu_.send_status()) {
    result = result_of(command.attempt, *gammu_.send_status(), command.late.count() > 0);
  } else {
    // libGammu writes the Ctrl-Z last, so it never came to that.
    result = {command.attempt, Outcome::not_sent, {}, {}, "no prompt: " + begun.error().context};
    untrusted_ = true;
  }
  mailbox_.disarm();
  mailbox_.to_lapord(result);
}

/// lapord knows the pace of this modem while it sends; at anything else it isn't hurried.
Result<void> Session::begin_at_its_pace(const wire::Send& command) {
  const auto usual = sleep_scale();
  set_sleep_scale(command.sleep_scale_permille / 1000.0);
  auto begun = gammu_.begin_send(command);
  set_sleep_scale(usual);
  return begun;
}

/// The Ctrl-Z waits at the line. Nothing else may be asked of libGammu until the result is there: it would
/// take the next command's OK for it. The send's deadline begins when the Ctrl-Z leaves.
wire::SendResult Session::await_result(AttemptId attempt, bool earlier_has_no_result) {
  std::optional<Clock::time_point> until;
  for (;;) {
    mailbox_.collect();
    if (!until && mailbox_.has_left(attempt)) until = Clock::now() + settings_.send;
    if (const auto& status = gammu_.send_status()) return result_of(attempt, *status, earlier_has_no_result);
    if (until && Clock::now() >= *until) {
      untrusted_ = true;
      return {attempt, Outcome::in_doubt, {}, {}, "no answer after the Ctrl-Z"};
    }
    const auto left = until ? std::chrono::ceil<Duration>(*until - Clock::now()) : Duration{1h};
    if (wait_for_input(left)) gammu_.read();
  }
}

/// OK without a reference means that the modem took the message (27.005 §3.5.1); no receipt can be told to be
/// its own then. If an earlier send has no result yet, the OK may belong to that one.
wire::SendResult Session::result_of(AttemptId attempt, const SendStatus& status, bool earlier_has_no_result) {
  mailbox_.collect();
  if (auto refusal = mailbox_.refusal(); refusal || status.status != 0) {
    // A modem that answers in words: libGammu knows most of them.
    if (refusal && refusal->table != delivery::Table::none && refusal->number < 0 && status.status > 0)
      refusal->number = status.status;
    return {attempt, Outcome::refused, {}, refusal.value_or(delivery::Refusal{}), "the modem refused it"};
  }
  if (!mailbox_.has_left(attempt)) {
    untrusted_ = true;
    return {attempt, Outcome::not_sent, {}, {}, "an answer before the Ctrl-Z"};
  }
  if (!status.reference && earlier_has_no_result) {
    untrusted_ = true;
    return {attempt, Outcome::in_doubt, {}, {}, "an OK without a reference"};
  }
  return {attempt, Outcome::accepted, status.reference, {}, ""};
}

}  // namespace lapor::modem
