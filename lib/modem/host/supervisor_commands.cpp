// Commands to a worker: one at a time, each with a deadline.
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cmath>

#include "modem/host/clock.hpp"
#include "modem/host/supervisor.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
constexpr Duration set_up_within = 75s;
constexpr Duration stuck_after = 3s;  ///< longer than any command but a long listing takes

}  // namespace

void Supervisor::erase(const sms::StorageSlot& slot) {
  if (worker_ && worker_->slots.queue_erasure(slot)) choose_next();
}

void Supervisor::submit(AttemptId attempt, const std::string& to, const sms::OutboundSegment& segment) {
  if (!is_ready() || worker_->winding_down) {
    if (events_.waits<engine::ModemDown>()) return;  // which answers this attempt too
    return abort_submission(attempt, "the modem isn't ready");
  }
  if (kept_.status.state == ModemState::no_network) return abort_submission(attempt, "no network");
  worker_->queue.submissions.push_back({attempt, to, segment});
  choose_next();
}

void Supervisor::release(AttemptId attempt) {
  if (is_ready() && settings_.line) return release_on_line(attempt);
  if (!worker_ || !is_ready() || !worker_->send || worker_->send->attempt != attempt) return;
  worker_->send->released = now();
  // The worker's own deadline comes first; this one is for a worker that is stuck.
  set_deadline(settings_.profile.send + settings_.profile.command, "sending");
  tell(wire::ReleaseSubmit{attempt});
}

void Supervisor::enter_pin() {
  if (!worker_ || worker_->phase != WorkerLife::Phase::starting || worker_->pin != WorkerLife::Pin::asked)
    return;
  worker_->pin = WorkerLife::Pin::entered;
  set_deadline(settings_.profile.connect + settings_.profile.command, "entering the PIN");
  tell(wire::EnterPin{settings_.pin});
}

void Supervisor::withhold_pin(const std::string& why) {
  if (!worker_ || worker_->phase != WorkerLife::Phase::starting || worker_->pin != WorkerLife::Pin::asked)
    return;
  worker_->ending = wire::WorkerEndingKind::need_pin;
  kept_.status.last_error = why;
  kill("");
}

void Supervisor::ussd(const std::string& code, UssdAnswer answer) {
  if (!is_ready() || worker_->winding_down)
    return events_.post_task([answer = std::move(answer)] { answer(false, "the modem isn't ready"); });
  worker_->queue.ussd.push_back({code, std::move(answer)});
  choose_next();
}

void Supervisor::abort_submission(AttemptId attempt, const std::string& why) {
  events_.post(engine::SendAborted{settings_.name, attempt, why, false});
}

void Supervisor::abort_submissions(const std::string& why) {
  for (const auto& s : std::exchange(worker_->queue.submissions, {})) abort_submission(s.attempt, why);
}

/// A message that waits behind a command that doesn't end is better sent by another modem.
void Supervisor::watch_for_stuck(Command command) {
  worker_->stuck.start(stuck_after, [this, what = name(command)] {
    if (!is_ready()) return;
    worker_->reported_stuck = true;
    events_.post(engine::ModemStuck{settings_.name, what});
    abort_submissions(std::string("the modem is busy: ") + what);
  });
}

bool Supervisor::is_nearly_full() const {
  const auto& slots = kept_.status.sim_slots;
  const auto used = std::max(worker_->listed_slots, kept_.status.sim_slots_used.value_or(0));
  return slots && used * 10 >= *slots * 8;
}

/// Posted behind the events that are on their way, so that what the engine makes of them takes part in the
/// choice: after a result the next submission, after a listing the erasures.
void Supervisor::choose_next() {
  events_.post_task([this, choice = ++worker_->choice] {
    if (is_ready() && choice == worker_->choice) choose();
  });
}

void Supervisor::choose() {
  if (worker_->in_hand != Command::none) return;
  if (worker_->winding_down) return settings_.line && !worker_->sends.empty() ? void() : wind_up();
  give(next_command(worker_->queue.waiting(worker_->slots.erasure_waits(), is_nearly_full(), now(),
                                           settings_.profile.heartbeat)));
}

void Supervisor::give(Command command) {
  worker_->in_hand = command;
  if (command != Command::none && command != Command::submit) watch_for_stuck(command);
  const auto& profile = settings_.profile;
  auto& queue = worker_->queue;
  switch (command) {
    case Command::none:
      return;
    case Command::erase: {
      const auto slot = worker_->slots.next_erasure();
      worker_->erasing = slot;
      set_deadline(profile.command, "erasing");
      return tell(wire::Erase{slot});
    }
    case Command::list:
      return give_listing();
    case Command::submit:
      return give_submission();
    case Command::health:
      queue.health = false;
      queue.health_asked = now();
      set_deadline(profile.command, "asking for the signal");
      return tell(wire::Health{});
    case Command::ussd:
      set_deadline(profile.ussd + profile.command, "USSD");
      return tell(wire::Ussd{queue.ussd.front().code});
    case Command::set_up:
      queue.set_up = false;
      set_deadline(set_up_within, "setting up");
      return tell(wire::SetUp{});
    case Command::radio:
      queue.radio = false;
      set_deadline(set_up_within, "restarting the radio");
      return tell(wire::RestartRadio{});
    case Command::reset:
      queue.reset = false;
      set_deadline(profile.command, "resetting");
      return tell(wire::Reset{});
  }
}

void Supervisor::give_listing() {
  worker_->queue.list = worker_->queue.list_next = false;
  worker_->listed_slots = worker_->listing_frames = 0;
  worker_->listing_by_slot = kept_.listing.by_slot(now());
  kept_.listing.begin();
  set_deadline(settings_.profile.list, "listing");
  if (!worker_->listing_by_slot) return tell(wire::List{});
  for (const auto& slot : kept_.listing.take_to_erase()) post_poisoned(slot);
  tell(wire::List{true, kept_.listing.suspects(), kept_.listing.poisoned()});
}

void Supervisor::give_submission() {
  auto& queue = worker_->queue;
  worker_->queue.list_next = settings_.line.has_value();
  const auto submission = std::move(queue.submissions.front());
  queue.submissions.pop_front();
  queue.erased_in_a_row = 0;
  if (settings_.line) return give_line_submission(submission);
  worker_->send = WorkerLife::SendInHand{submission.attempt, false, std::nullopt};
  set_deadline(settings_.profile.prompt, "waiting for the prompt");
  tell(send_frame(submission));
}

wire::Send Supervisor::send_frame(const Submission& s) const {
  const auto& profile = settings_.profile;
  return {s.attempt,
          s.to,
          s.segment,
          kept_.late,
          kept_.late.withhold_for(now(), profile.settle, profile.send),
          kept_.pace.permille(),
          kept_.prompts_in_one_line};
}

void Supervisor::command_done(Command command) {
  if (worker_->in_hand != command) return;
  worker_->in_hand = Command::none;
  worker_->deadline.cancel();
  worker_->stuck.cancel();
  if (std::exchange(worker_->reported_stuck, false)) events_.post(engine::ModemFree{settings_.name});
  if (command == Command::list) list_in(settings_.profile.poll);
  choose_next();
}

void Supervisor::tell(const wire::ToWorker& value) {
  const auto frame = wire::encode(value);
  if (::send(worker_->socket.native_handle(), frame.data(), frame.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
    kill("the worker takes no commands");
}

void Supervisor::set_deadline(Duration limit, const std::string& what) {
  worker_->deadline.start(limit, [this, what] {
    if (worker_->send && !worker_->send->prompted) got_no_prompt();
    kill("took too long: " + what);
  });
}

void Supervisor::list_in(Duration pause) {
  worker_->list.start(pause, [this] {
    worker_->queue.list = true;
    choose_next();
  });
}

void Supervisor::ask_health_in(Duration pause) {
  worker_->health.start(pause, [this] {
    worker_->queue.health = true;
    end_overdue_sends();
    if (!is_ready()) return;
    ask_health_in(settings_.profile.heartbeat);
    choose_next();
  });
}

sim::PaceRange pace_range(Pace pace, const engine::ModemProfile& profile) {
  const auto permille = [](double factor) { return static_cast<std::uint32_t>(std::lround(factor * 1000)); };
  const auto usual = permille(profile.pace), fast = permille(profile.fast);
  if (pace == Pace::stock) return {};
  return pace == Pace::fast ? sim::PaceRange{fast, fast} : sim::PaceRange{usual, std::min(usual, fast)};
}

/// The pace of all commands but sends: only sends prove that a modem can take a faster one.
std::uint32_t Supervisor::patient_permille() const {
  return std::max(kept_.pace.permille(), pace_range(settings_.pace, settings_.profile).usual);
}

void Supervisor::sent_cleanly() {
  if (kept_.pace.sent_cleanly())
    events_.post(engine::PaceShown{settings_.name, kept_.imei, kept_.pace.pace()});
}

void Supervisor::seemed_hasty(const std::string& why) {
  if (!kept_.pace.seemed_hasty()) return;
  note(log::Level::notice, "modem-slowed-down",
       fmt::format(
           "{}: perhaps the modem was written to too fast; libGammu's sleeps last {}% of their time now", why,
           kept_.pace.permille() / 10));
  events_.post(engine::PaceShown{settings_.name, kept_.imei, kept_.pace.pace()});
}

/// Perhaps the modem was written to too fast, or it doesn't take PDU mode in the line that asks for the
/// prompt.
void Supervisor::got_no_prompt() {
  kept_.prompts_in_one_line = false;
  seemed_hasty("no prompt");
}

/// The pace and the way to a prompt are learned again if another modem is in its place.
void Supervisor::learn_modem(const std::string& imei) {
  if (imei != kept_.imei && !kept_.imei.empty()) {
    kept_.pace.start_over();
    kept_.prompts_in_one_line = true;
  }
  kept_.imei = imei;
}

wire::Configure Supervisor::configuration() {
  const auto& p = settings_.profile;
  wire::Configure c;
  c.name = settings_.name;
  c.device = device();
  c.baud = p.speed;
  c.hardware_flow = p.hardware_flow;
  c.fast_send = p.fast_send;
  c.init = p.init;
  c.storages = p.storages;
  c.cnmi = p.cnmi;
  c.sleep_scale_permille = patient_permille();
  c.connect = p.connect;
  c.command = p.command;
  c.send = p.send;
  c.ussd = p.ussd;
  c.settle = p.settle;
  c.ussd_coding = p.ussd_coding;
  c.late = kept_.late;
  c.pin_tries = p.pin_tries;
  c.boot_lines = p.boot;
  c.imei = settings_.imei;
  c.by_imei_alone = is_candidate();
  c.service_centre = settings_.service_centre;
  if (!is_candidate() && std::exchange(kept_.reset_next, false)) c.reset = p.reset;
  return c;
}

}  // namespace lapor::modem
