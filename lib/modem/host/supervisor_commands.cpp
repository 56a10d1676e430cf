// What a worker is told: one command at a time, each with a deadline.
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>

#include "modem/host/clock.hpp"
#include "modem/host/supervisor.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
constexpr Duration stuck_after = 3s;  ///< longer than any command but a long listing takes

}  // namespace

void Supervisor::erase(const sms::StorageSlot& slot) {
  if (slots_.erase(slot)) next();
}

void Supervisor::submit(AttemptId attempt, const std::string& to, const sms::OutboundSegment& segment) {
  if (phase_ != Phase::ready || winding_down_) return cut_off(attempt, "the modem isn't ready");
  if (status_.state == ModemState::no_network) return cut_off(attempt, "no network");
  submissions_.push_back({attempt, to, segment});
  next();
}

wire::Send Supervisor::send_frame(const Submission& s) const {
  const auto& profile = settings_.profile;
  return {s.attempt, s.to, s.segment, late_, late_.withhold_for(now(), profile.settle, profile.send)};
}

/// Not at once: whoever called submit() is in the middle of carrying out effects.
void Supervisor::cut_off(AttemptId attempt, const std::string& why) {
  boost::asio::post(io_, [this, attempt, why] {
    sink_(engine::SendAborted{settings_.name, attempt, why, false});
  });
}

/// A text that waits behind a command that doesn't end is better sent by another modem.
void Supervisor::watch_for_stuck(const char* what) {
  stuck_wait_.expires_after(stuck_after);
  stuck_wait_.async_wait([this, number = ++job_number_, what](boost::system::error_code error) {
    if (error || number != job_number_ || phase_ != Phase::ready) return;
    stuck_ = true;
    sink_(engine::ModemStuck{settings_.name, what});
    for (const auto& s : std::exchange(submissions_, {}))
      cut_off(s.attempt, std::string("the modem is busy: ") + what);
  });
}

void Supervisor::no_longer_stuck() {
  ++job_number_;
  stuck_wait_.cancel();
  if (std::exchange(stuck_, false)) sink_(engine::ModemFree{settings_.name});
}

void Supervisor::release(AttemptId attempt) {
  if (phase_ != Phase::ready || sending_ != attempt) return;
  // The worker's own deadline comes first; this one is for a worker that is stuck.
  deadline(settings_.profile.send + settings_.profile.command, "sending");
  released_ = now();
  tell(wire::ReleaseSubmit{attempt});
}

void Supervisor::ussd(const std::string& code, UssdAnswer answer) {
  if (phase_ != Phase::ready || winding_down_) return answer(false, "the modem isn't ready");
  ussd_.emplace_back(code, std::move(answer));
  next();
}

bool Supervisor::nearly_full() const {
  const auto& size = status_.sim_slots;
  const auto used = std::max(listed_, status_.sim_slots_used.value_or(0));
  return size && used * 10 >= *size * 8;
}

void Supervisor::next() {
  if (phase_ != Phase::ready || in_hand_ != Job::none) return;
  if (winding_down_) return kill("");
  Waiting w;
  w.erase = slots_.erase_waits();
  w.list = want_list_;
  w.submit = !submissions_.empty();
  w.health = want_health_;
  w.ussd = !ussd_.empty();
  w.reset = want_reset_;
  // The first of all: whether there is a network to send by.
  w.health_overdue = want_health_ && now() - health_asked_ > 2 * settings_.profile.heartbeat;
  w.nearly_full = nearly_full();
  w.erased_in_a_row = erased_in_a_row_;
  w.just_submitted = just_submitted_;
  give(next_job(w));
}

void Supervisor::give(Job job) {
  in_hand_ = job;
  if (job != Job::none && job != Job::submit) watch_for_stuck(name(job));
  const auto& profile = settings_.profile;
  switch (job) {
    case Job::none:
      return;
    case Job::erase:
      erasing_ = slots_.next_erase();
      deadline(profile.command, "erasing");
      return tell(wire::Erase{*erasing_});
    case Job::list:
      return give_listing();
    case Job::submit: {
      const auto s = std::move(submissions_.front());
      submissions_.pop_front();
      sending_ = s.attempt;
      erased_in_a_row_ = 0;
      prompt_due_ = true;
      deadline(profile.prompt, "waiting for the prompt");
      released_.reset();
      return tell(send_frame(s));
    }
    case Job::health:
      want_health_ = false;
      health_asked_ = now();
      deadline(profile.command, "asking for the signal");
      return tell(wire::Health{});
    case Job::ussd:
      deadline(profile.ussd + profile.command, "USSD");
      return tell(wire::Ussd{ussd_.front().first});
    case Job::reset:
      want_reset_ = false;
      deadline(profile.command, "resetting");
      return tell(wire::Reset{});
  }
}

void Supervisor::give_listing() {
  want_list_ = just_submitted_ = false;
  listed_ = listing_frames_ = 0;
  by_slot_ = listing_.by_slot(now());
  listing_.begin();
  deadline(settings_.profile.list, "listing");
  if (!by_slot_) return tell(wire::List{});
  for (const auto& slot : listing_.to_free()) post_poisoned(slot);
  tell(wire::List{true, listing_.late(), listing_.poisoned()});
}

void Supervisor::done(Job job) {
  if (in_hand_ != job) return;
  in_hand_ = Job::none;
  no_deadline();
  no_longer_stuck();
  if (job == Job::list) schedule_poll(settings_.profile.poll);
  next();
}

void Supervisor::tell(const wire::ToWorker& value) {
  const auto frame = wire::encode(value);
  if (::send(socket_.native_handle(), frame.data(), frame.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
    kill("the worker takes no commands");
}

void Supervisor::deadline(Duration limit, const std::string& what) {
  deadline_.expires_after(limit);
  // A handler may be on its way already when its timer is cancelled, so the number decides.
  deadline_.async_wait([this, number = ++deadline_number_, what](boost::system::error_code error) {
    if (error || number != deadline_number_) return;
    if (prompt_due_) slow_down("no prompt");
    kill("took too long: " + what);
  });
}

void Supervisor::no_deadline() {
  ++deadline_number_;
  deadline_.cancel();
}

void Supervisor::schedule_poll(Duration pause) {
  poll_.expires_after(pause);
  poll_.async_wait([this](boost::system::error_code error) {
    if (error) return;
    want_list_ = true;
    next();
  });
}

void Supervisor::schedule_health() {
  health_.expires_after(settings_.profile.heartbeat);
  health_.async_wait([this](boost::system::error_code error) {
    if (error) return;
    want_health_ = true;
    schedule_health();
    next();
  });
}

double Supervisor::pace() const {
  const auto& p = settings_.profile;
  if (slowed_ || settings_.pace == "stock") return 1.0;
  return settings_.pace == "fast" ? p.fast : p.pace;
}

/// The worker slows down by itself at once; this is for the next ones.
void Supervisor::slow_down(const std::string& why) {
  if (pace() >= 1.0) return;
  slowed_ = true;
  note(log::Level::notice, "modem-slowed-down",
       why + ": perhaps the modem was written to too fast; libGammu's own pace from now on");
}

wire::Configure Supervisor::configuration() {
  const auto& p = settings_.profile;
  wire::Configure c;
  c.name = settings_.name;
  c.device = settings_.device;
  c.baud = p.speed;
  c.hardware_flow = p.hardware_flow;
  c.fast_send = p.fast_send;
  c.init = p.init;
  c.storages = p.storages;
  c.cnmi = p.cnmi;
  c.sleep_scale_permille = static_cast<std::uint32_t>(pace() * 1000);
  c.connect = p.connect;
  c.command = p.command;
  c.send = p.send;
  c.ussd = p.ussd;
  if (std::exchange(reset_next_, false)) c.reset = p.reset;
  c.settle = p.settle;
  c.ussd_coding = p.ussd_coding;
  c.late = late_;
  c.pin_tries = p.pin_tries;
  return c;
}

}  // namespace lapor::modem
