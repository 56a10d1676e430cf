// One send: up to its prompt, and from there to its result.
#include <algorithm>

#include "modem/protocol/modem_overrun.hpp"
#include "modem/worker/session.hpp"
#include "modem/worker/sleep_scale.hpp"

namespace lapor::modem {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
using wire::Outcome;

}  // namespace

void Session::send(const wire::Send& command) {
  mailbox_.arm(command);
  const auto begun = gammu_.begin_send(command);
  mailbox_.collect();
  wire::SendResult result;
  if (begun) {
    result = await_result(command.attempt);
  } else if (gammu_.send_status()) {
    result = result_of(command.attempt, *gammu_.send_status());
  } else {
    // libGammu writes the Ctrl-Z last, so it never came to that.
    result = {command.attempt, Outcome::not_sent, 0, {}, "no prompt: " + begun.error().context};
    untrusted_ = true;
  }
  mailbox_.disarm();
  mailbox_.to_lapord(result);
  // lapord logs it, and remembers it for the next worker.
  if (result.outcome == Outcome::refused && suggests_overrun(result.refusal))
    set_sleep_scale(std::max(sleep_scale(), 1.0));
}

/// The Ctrl-Z waits at the line. Nothing else may be asked of libGammu until the result is there: it would
/// take the next command's OK for it. The send's deadline begins when the Ctrl-Z leaves.
wire::SendResult Session::await_result(AttemptId attempt) {
  std::optional<Clock::time_point> until;
  for (;;) {
    mailbox_.collect();
    if (!until && mailbox_.has_left(attempt)) until = Clock::now() + settings_.send;
    if (const auto& status = gammu_.send_status()) return result_of(attempt, *status);
    if (until && Clock::now() >= *until) {
      untrusted_ = true;
      return {attempt, Outcome::in_doubt, 0, {}, "no answer after the Ctrl-Z"};
    }
    const auto left = until ? std::chrono::ceil<Duration>(*until - Clock::now()) : Duration{1h};
    if (wait_for_input(left)) gammu_.read();
  }
}

wire::SendResult Session::result_of(AttemptId attempt, const SendStatus& status) {
  mailbox_.collect();
  if (auto refusal = mailbox_.refusal(); refusal || status.status != 0) {
    // A modem that answers in words: libGammu knows most of them.
    if (refusal && refusal->table != delivery::Table::none && refusal->number < 0 && status.status > 0)
      refusal->number = status.status;
    return {attempt, Outcome::refused, 0, refusal.value_or(delivery::Refusal{}), "the modem refused it"};
  }
  if (!mailbox_.has_left(attempt)) {
    untrusted_ = true;
    return {attempt, Outcome::not_sent, 0, {}, "an answer before the Ctrl-Z"};
  }
  if (!status.reference) {
    untrusted_ = true;
    return {attempt, Outcome::in_doubt, 0, {}, "an OK without a reference"};
  }
  return {attempt, Outcome::accepted, *status.reference, {}, ""};
}

}  // namespace lapor::modem
