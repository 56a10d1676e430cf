// The differences of a worker for a line to a carrier (SMPP): several sends under way, no device, another
// first frame. Texts come and are acknowledged as from a modem's slots.
#include <fmt/format.h>
#include <unistd.h>

#include <utility>

#include "base/utf8.hpp"
#include "modem/host/clock.hpp"
#include "modem/host/supervisor.hpp"

namespace lapor::modem {

using namespace std::chrono_literals;

wire::ToWorker Supervisor::first_frame() {
  if (settings_.line) return line_configuration();
  return configuration();
}

/// Each worker is a connection of its own, with a name that no other had: what one connection delivered is
/// told from what the next delivers again.
wire::ConfigureLine Supervisor::line_configuration() const {
  const auto& line = *settings_.line;
  wire::ConfigureLine c;
  c.name = settings_.name;
  c.connection = fmt::format("{:x}-{:x}", to_ms(now()), worker_->pid);
  c.host = line.host;
  c.port = line.port;
  c.tls = line.tls;
  c.ca_file = line.ca_file;
  c.system_id = line.system_id;
  c.password = line.password;
  c.system_type = line.system_type;
  c.pair = line.pair;
  c.address = line.address;
  c.address_ton = line.address_ton;
  c.address_npi = line.address_npi;
  c.alphabet = line.alphabet;
  c.message_ids = line.message_ids;
  c.enquire = line.enquire;
  c.response = line.response;
  c.connect = settings_.profile.connect;
  return c;
}

/// It isn't in hand as a modem's command is: the next may follow at once.
void Supervisor::give_line_submission(const Submission& submission) {
  worker_->in_hand = Command::none;
  worker_->sends[submission.attempt] = {submission.attempt, false, std::nullopt};
  tell(wire::Send{submission.attempt, submission.to, submission.segment, {}, {}});
  choose_next();
}

void Supervisor::on_line_prompted(const wire::Prompted& v) {
  const auto at = worker_->sends.find(v.attempt);
  if (at == worker_->sends.end() || std::exchange(at->second.prompted, true))
    return kill("a prompt for another attempt");
  events_.post(engine::Prompted{settings_.name, v.attempt});
}

void Supervisor::release_on_line(AttemptId attempt) {
  const auto at = worker_->sends.find(attempt);
  if (at == worker_->sends.end() || at->second.released) return;
  at->second.released = now();
  tell(wire::ReleaseSubmit{attempt});
}

void Supervisor::on_line_result(const wire::SendResult& v) {
  if (worker_->sends.erase(v.attempt) == 0) return kill("an outcome for another attempt");
  const auto detail = utf8::escape(utf8::clean(v.detail));
  switch (v.outcome) {
    case wire::Outcome::accepted:
      events_.post(engine::SendAccepted{settings_.name, v.attempt, std::nullopt, utf8::clean(v.message_id)});
      break;
    case wire::Outcome::refused:
      events_.post(engine::SendRefused{settings_.name, v.attempt, v.refusal, detail});
      break;
    case wire::Outcome::in_doubt:
      events_.post(engine::SendInDoubt{settings_.name, v.attempt, detail});
      break;
    case wire::Outcome::not_sent:
    case wire::Outcome::not_asked:
      events_.post(engine::SendAborted{settings_.name, v.attempt, detail, false});
      break;
  }
  choose_next();
}

/// The worker ends by itself when its carrier doesn't answer; this is for a worker that lies.
void Supervisor::end_overdue_sends() {
  if (!settings_.line) return;
  const auto limit = settings_.line->response + settings_.profile.command;
  for (const auto& [attempt, send] : worker_->sends)
    if (send.released && now() - *send.released > limit) return kill("took too long: sending");
}

}  // namespace lapor::modem
