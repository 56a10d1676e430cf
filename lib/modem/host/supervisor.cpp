// The worker's life: absent → starting → ready → ending → pause → starting …
#include "modem/host/supervisor.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>

#include "modem/host/clock.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
constexpr unsigned failures_of_a_failed_one = 3;
constexpr Duration healthy_after = 60s;
constexpr Duration after_reset = 5s;
constexpr Duration look_at_pin = 60s;  ///< a SIM that wants a PIN may have been unlocked or changed meanwhile

bool wants_pin(wire::WorkerEndingKind kind) {
  return kind == wire::WorkerEndingKind::need_pin || kind == wire::WorkerEndingKind::pin_wrong ||
         kind == wire::WorkerEndingKind::need_puk;
}

}  // namespace

Supervisor::Supervisor(boost::asio::io_context& io, ModemSettings settings, Sink sink, Logger logger)
    : settings_(std::move(settings)),
      io_(io),
      sink_(std::move(sink)),
      logger_(std::move(logger)),
      socket_(io),
      process_(io),
      wait_(io),
      deadline_(io),
      poll_(io),
      health_(io),
      bound_(io),
      absence_(io),
      stuck_wait_(io),
      device_(io) {
  status_.name = settings_.name;
  const auto& left = settings_.unanswered;
  late_ = LateResults::on_record(left.sends, left.last_reference, left.last_left, settings_.profile.send);
}

Supervisor::~Supervisor() {
  if (!child_) return;
  ::kill(child_->pid, SIGKILL);
  reap(child_->pid);
}

void Supervisor::start() {
  if (phase_ != Phase::idle || after_ == After::stop) return;
  watch_absence();
  begin();
}

void Supervisor::begin() {
  if (after_ != After::restart) return;
  if (!DeviceWatch::there(settings_.device)) return wait_for_device();
  if (status_.state == ModemState::absent) move(ModemEvent::appears);
  spawn();
}

void Supervisor::wait_for_device() {
  if (status_.state != ModemState::absent) move(ModemEvent::vanishes);
  listing_.forget_slots();  // another SIM may come back
  phase_ = Phase::absent;
  device_.wait(settings_.device, [this] {
    if (phase_ == Phase::absent) begin();
  });
}

void Supervisor::pause_then_begin(Duration pause) {
  phase_ = Phase::pause;
  wait_.expires_after(pause);
  wait_.async_wait([this](boost::system::error_code error) {
    if (!error && phase_ == Phase::pause) begin();
  });
}

/// By the table of moves, and no other way.
void Supervisor::move(ModemEvent event) {
  const auto to = modem::next(status_.state, event);
  if (!to)
    return note(log::Level::warning, "modem-move-refused",
                fmt::format("{} is not allowed in state {}", name(event), name(status_.state)));
  status_.state = *to;
}

void Supervisor::move_at_end(bool was_up) {
  if (after_ != After::restart) return;  // hold() has moved it
  if (trouble_ && wants_pin(*trouble_)) {
    if (was_up) move(ModemEvent::ends);
    if (status_.state != ModemState::need_pin) move(ModemEvent::wants_pin);
  } else {
    if (was_up) move(ModemEvent::ends);
    if (status_.state == ModemState::connecting && failures_ >= failures_of_a_failed_one)
      move(ModemEvent::fails_on);
  }
}

/// While a modem can't be used its operator is told once, after a time.
void Supervisor::watch_absence() {
  gone_since_ = now();
  if (settings_.down_after.count() <= 0) return;
  absence_.expires_after(settings_.down_after);
  absence_.async_wait([this](boost::system::error_code error) {
    if (!error && phase_ != Phase::ready && after_ == After::restart) tell_absence();
  });
}

void Supervisor::tell_absence() {
  const auto why = status_.state == ModemState::absent ? "its device is not there" : status_.last_error;
  sink_(engine::ModemMissing{settings_.name, gone_since_, std::string(name(status_.state)), why});
}

void Supervisor::spawn() {
  auto child = start_child(settings_.worker, settings_.name);
  if (!child) {
    status_.last_error = child.error().context;
    note(log::Level::error, "modem-worker-missing", child.error().context);
    ++failures_;
    pause_then_begin(next_pause());
    return;
  }
  child_ = *child;
  ++life_;
  phase_ = Phase::starting;
  trouble_.reset();
  socket_.assign(child->socket);
  process_.assign(child->process);
  watch_process();
  read_frames();
  asked_to_end_ = false;
  pin_ = Pin::not_asked;
  tell(configuration());
  deadline(settings_.profile.connect, "getting ready");
}

void Supervisor::watch_process() {
  process_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [this, life = life_](boost::system::error_code error) {
                        if (error || life != life_ || !child_) return;
                        // What it said last may still be in the socket.
                        while (phase_ != Phase::ending && read_one()) {
                        }
                        on_ended(reap(child_->pid));
                      });
}

/// Only once the process is seen to have ended does anyone hear of it: no Ctrl-Z can leave after ModemDown.
void Supervisor::kill(const std::string& why) {
  if (!child_ || phase_ == Phase::ending) return;
  phase_ = Phase::ending;
  if (!why.empty()) {
    status_.last_error = why;
    note(log::Level::warning, "modem-worker-killed", why);
  }
  ::kill(child_->pid, SIGKILL);
}

void Supervisor::on_ended(const std::string& how) {
  const bool was_up = ready_since_ != Instant{};
  boost::system::error_code ignored;
  socket_.close(ignored);
  process_.close(ignored);
  no_deadline();
  stuck_ = false;  // ModemDown says more
  ++job_number_;
  for (auto* timer : {&poll_, &health_, &stuck_wait_}) timer->cancel();
  child_.reset();
  if (sending_) late_.send_interrupted();
  if (sending_ && released_) late_.no_result(*released_ + settings_.profile.send);
  learn_from_end();
  ready_since_ = {};
  in_hand_ = Job::none;
  sending_.reset();
  erasing_.reset();
  submissions_.clear();  // ModemDown answers them all
  slots_.clear();
  want_list_ = want_health_ = want_reset_ = false;
  health_asked_ = {};
  status_.signal_percent.reset();
  status_.registration = sim::Registration::unknown;
  move_at_end(was_up);
  if (was_up) watch_absence();
  for (auto& [code, answer] : std::exchange(ussd_, {})) answer(false, "the modem went away");
  const auto reason = status_.last_error.empty() ? how : status_.last_error;
  phase_ = Phase::idle;
  winding_down_ = prompt_due_ = false;
  bound_.cancel();
  if (was_up) sink_(engine::ModemDown{settings_.name, reason});
  if (after_ == After::stop && stopped_)
    std::exchange(stopped_, {})();
  else if (after_ == After::restart && DeviceWatch::there(settings_.device))
    pause_then_begin(next_pause());
  else if (after_ == After::restart)
    begin();
}

/// A modem that was taken away, or waits for its operator, isn't mended by a reset or by waiting longer.
bool Supervisor::is_failure() const {
  using wire::WorkerEndingKind;
  if (asked_to_end_ || after_ != After::restart) return false;
  return !trouble_ || (!wants_pin(*trouble_) && *trouble_ != WorkerEndingKind::unplugged &&
                       *trouble_ != WorkerEndingKind::no_device && *trouble_ != WorkerEndingKind::was_reset);
}

/// What the worker's end says of its modem.
void Supervisor::learn_from_end() {
  if (!is_failure()) return;
  if (in_hand_ == Job::list) listing_.broke(now());
  failures_ = ready_since_ != Instant{} && now() - ready_since_ >= healthy_after ? 1 : failures_ + 1;
  reset_next_ = reset_due(failures_) && !settings_.profile.reset.empty();
}

Duration Supervisor::next_pause() const {
  if (trouble_ && wants_pin(*trouble_)) return look_at_pin;
  if (trouble_ == wire::WorkerEndingKind::was_reset) return after_reset;
  return pause_after(failures_);
}

void Supervisor::end_when_idle(Duration bound, After after) {
  after_ = after;
  wait_.cancel();
  device_.stop();
  if (!child_) {
    phase_ = Phase::idle;
    if (after == After::stop && stopped_) boost::asio::post(io_, std::exchange(stopped_, {}));
    return;
  }
  winding_down_ = true;
  if (in_hand_ != Job::submit) {
    kill("");
    return;
  }
  bound_.expires_after(bound);
  bound_.async_wait([this](boost::system::error_code error) {
    if (!error && winding_down_) kill("the send in hand took too long to end");
  });
}

void Supervisor::hold() {
  if (after_ != After::restart) return;
  move(ModemEvent::hold);
  absence_.cancel();
  end_when_idle(settings_.profile.send, After::hold);
}

void Supervisor::resume() {
  if (after_ == After::stop) return;
  if (modem::next(status_.state, ModemEvent::resume)) move(ModemEvent::resume);
  if (std::exchange(after_, After::restart) == After::hold) watch_absence();
  if (child_) return;  // one that is winding down for hold() ends first, and then starts again
  wait_.cancel();
  failures_ = 0;
  begin();
}

void Supervisor::reset() {
  slowed_ = false;
  if (phase_ == Phase::ready) {
    want_reset_ = true;
    next();
  } else if (child_) {
    asked_to_end_ = true;
    kill("reset by the operator");
  } else {
    resume();
  }
}

void Supervisor::stop(Duration bound, std::function<void()> done) {
  stopped_ = std::move(done);
  end_when_idle(bound, After::stop);
}

ModemStatus Supervisor::status() const {
  auto out = status_;
  if (child_) out.pid = child_->pid;
  return out;
}

void Supervisor::note(log::Level level, const std::string& event, const std::string& text) {
  logger_({level, event, fmt::format("{}: {}", settings_.name, text), {{"MODEM", settings_.name}}});
}

}  // namespace lapor::modem
