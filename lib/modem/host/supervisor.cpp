// The worker's life: nothing or absent → starting → ready → ending → pause → starting …
#include "modem/host/supervisor.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>

#include "base/names.hpp"
#include "base/utf8.hpp"
#include "modem/host/clock.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
using Kind = wire::WorkerEndingKind;

constexpr unsigned failures_of_a_failed_one = 3;
constexpr Duration healthy_after = 60s;
constexpr Duration after_reset = 5s, look_at_modem = 20s;
constexpr Duration look_at_pin = 60s;  ///< a SIM that wants a PIN may have been unlocked or changed meanwhile

constexpr Duration good_bye = 3s;
constexpr Duration after_refusal = 60s;  ///< a carrier locks who tries a wrong password too often

bool wants_pin(std::optional<Kind> ending) {
  return ending == Kind::need_pin || ending == Kind::pin_wrong || ending == Kind::need_puk;
}

/// The cause of a worker's end, from a closed set, for Prometheus.
std::string cause_of(const WorkerLife& ended) {
  static constexpr Names<Kind, 12> names{{{Kind::need_pin, "need_pin"},
                                          {Kind::pin_wrong, "pin_wrong"},
                                          {Kind::need_puk, "need_puk"},
                                          {Kind::no_sim, "no_sim"},
                                          {Kind::no_device, "no_device"},
                                          {Kind::no_answer, "no_answer"},
                                          {Kind::wrong_modem, "wrong_modem"},
                                          {Kind::unplugged, "unplugged"},
                                          {Kind::was_reset, "was_reset"},
                                          {Kind::refused, "refused"},
                                          {Kind::no_access, "no_access"},
                                          {Kind::other, "other"}}};
  if (ended.ended_by_order) return "ordered";
  if (ended.link_lost) return "link_lost";
  return std::string(ended.ending ? to_name(names, *ended.ending) : "died");
}

}  // namespace

Supervisor::Supervisor(boost::asio::io_context& io, ModemSettings settings, Sink sink, Logger logger,
                       LentWorkers* lent)
    : settings_(std::move(settings)),
      io_(io),
      lent_(lent),
      logger_(std::move(logger)),
      events_(io, std::move(sink)),
      pause_(io),
      absence_(io),
      network_(io),
      device_(io) {
  kept_.hearing = Hearing{settings_.deaf_after};
  if (settings_.line) kept_.budget = FrameBudget::of_a_line();
  const auto& left = settings_.unanswered;
  kept_.status.name = settings_.name;
  kept_.pace = sim::PaceTrial{pace_range(settings_.pace, settings_.profile)};
  kept_.late =
      LateResults::on_record(left.sends, left.last_reference, left.last_left, settings_.profile.send);
}

void Supervisor::start() {
  if (worker_ || between_ != Between::nothing || after_ == After::stop) return;
  watch_absence();
  begin();
}

bool Supervisor::is_there() const {
  if (is_lent()) return lent_->has(settings_.node);
  return settings_.line || DeviceWatch::is_there(device());
}

void Supervisor::begin() {
  if (after_ != After::restart) return;
  if (!is_there()) kept_.device.clear();
  if (is_anywhere() && kept_.device.empty()) look_everywhere();
  if (!is_there()) return wait_for_device();
  if (kept_.status.state == ModemState::absent) apply(ModemEvent::appears);
  spawn();
}

void Supervisor::wait_for_device() {
  if (kept_.status.state != ModemState::absent) apply(ModemEvent::vanishes);
  kept_.listing.forget_slots();  // another SIM may come back
  between_ = Between::device;
  if (is_lent()) return wait_for_node();
  if (!is_anywhere())
    device_.wait(settings_.device, [this] {
      if (between_ == Between::device) begin();
    });
  search_while_away();
}

void Supervisor::pause_then_begin(Duration pause) {
  between_ = Between::pause;
  pause_.start(pause, [this] { begin(); });
}

/// Changes the state by the table, and in no other way.
void Supervisor::apply(ModemEvent event) {
  const auto to = modem::next(kept_.status.state, event);
  if (!to)
    return note(log::Level::warning, "modem-move-refused",
                fmt::format("{} is not allowed in state {}", name(event), name(kept_.status.state)));
  kept_.status.state = *to;
}

/// While a modem can't be used its operator is told once, after a time.
void Supervisor::watch_absence() {
  if (kept_.unusable_since) return;  // it is watched already
  kept_.unusable_since = now();
  if (settings_.down_after.count() <= 0) return;
  absence_.start(settings_.down_after, [this] { report_absence(); });
}

void Supervisor::usable_again() {
  absence_.cancel();
  kept_.unusable_since.reset();
}

void Supervisor::report_absence() {
  const bool usable = is_ready() && kept_.status.state != ModemState::no_network;
  if (usable || after_ != After::restart || !kept_.unusable_since) return;
  const auto& status = kept_.status;
  const auto why =
      status.state == ModemState::absent && !is_lent() ? "its device is not there" : status.last_error;
  const auto unusable = now() - *kept_.unusable_since;
  events_.post(engine::ModemMissing{settings_.name, unusable, std::string(name(status.state)), why});
}

void Supervisor::spawn() {
  between_ = Between::nothing;
  const auto process =
      is_lent() ? lent_->take(settings_.node) : start_worker_process(settings_.worker, settings_.name);
  if (!process) {
    kept_.status.last_error = process.error().context;
    note(log::Level::error, "modem-worker-missing", process.error().context);
    ++kept_.failures;
    return pause_then_begin(next_pause());
  }
  worker_ = std::make_shared<WorkerLife>(io_, *process);
  watch_process();
  read_frames();
  tell(first_frame());
  set_deadline(settings_.profile.connect, "getting ready");
}

void Supervisor::watch_process() {
  worker_->ended.async_wait(boost::asio::posix::stream_descriptor::wait_read, while_it_lives(worker_, [this] {
                              // Its last frames may still be in the socket.
                              while (!worker_->is_ending() && read_one()) {
                              }
                              on_ended();
                            }));
}

/// The end itself is told only once the process is seen to have ended.
void Supervisor::kill(const std::string& why) {
  if (!worker_ || worker_->is_ending()) return;
  worker_->phase = WorkerLife::Phase::ending;
  if (!why.empty()) {
    kept_.status.last_error = why;
    note(log::Level::warning, "modem-worker-killed", why);
  }
  if (is_lent()) return end_lent();
  ::kill(worker_->pid, SIGKILL);
}

void Supervisor::on_ended() {
  const auto ended = std::exchange(worker_, nullptr);
  const auto how = is_lent() ? lent_end(ended->ended.native_handle()) : reap(std::exchange(ended->pid, -1));
  ended->link_lost = is_lent() && how.empty();
  if (ended->link_lost) note_lost_link();
  keep_of(*ended);
  apply_end(*ended);
  if (ended->ready_since) watch_absence();
  report_end(*ended, how);
  after_end();
}

/// Keeps what the end of a worker tells about the modem, and about results that may come late.
void Supervisor::keep_of(const WorkerLife& ended) {
  if (ended.send) kept_.late.send_interrupted();
  if (ended.send && ended.send->released)
    kept_.late.no_result(*ended.send->released + settings_.profile.send);
  if (ended.modem_restarted) kept_.late = {};
  kept_.last_ending = ended.ending;
  ++kept_.status.ends[cause_of(ended)];
  kept_.status.signal_percent.reset();
  kept_.status.registration = sim::Registration::unknown;
  kept_.status.access = sim::RadioAccess::unknown;
  if (!is_failure(ended)) return;
  if (ended.in_hand == Command::list) kept_.listing.broke_off(now());
  const bool was_healthy = ended.ready_since && now() - *ended.ready_since >= healthy_after;
  kept_.failures = was_healthy ? 1 : kept_.failures + 1;
  kept_.reset_next = reset_due(kept_.failures) && !settings_.profile.reset.empty();
}

/// A modem that was taken away, or waits for its operator, isn't repaired by a reset or by waiting longer.
bool Supervisor::is_failure(const WorkerLife& ended) const {
  if (ended.ended_by_order || ended.link_lost || after_ != After::restart || is_candidate()) return false;
  return !wants_pin(ended.ending) && ended.ending != Kind::wrong_modem && ended.ending != Kind::unplugged &&
         ended.ending != Kind::no_device && ended.ending != Kind::was_reset;
}

void Supervisor::apply_end(const WorkerLife& ended) {
  if (after_ != After::restart) return;  // hold() has moved it
  if (ended.ready_since) apply(ModemEvent::ends);
  const auto state = kept_.status.state;
  if (is_absent_there(ended)) {
    apply(ModemEvent::vanishes);
  } else if (wants_pin(ended.ending)) {
    if (state != ModemState::need_pin) apply(ModemEvent::wants_pin);
  } else if (state == ModemState::connecting &&
             (kept_.failures >= failures_of_a_failed_one || ended.ending == Kind::wrong_modem)) {
    apply(ModemEvent::fails_on);
  }
}

void Supervisor::tell_trouble(const std::string& why) {
  kept_.status.last_error = why;
  note(log::Level::warning, "modem-trouble", why);
}

/// ModemDown answers whatever was submitted, too.
void Supervisor::report_end(const WorkerLife& ended, const std::string& how) {
  for (const auto& request : ended.queue.ussd)
    events_.post_task([answer = request.answer] { answer(false, "the modem went away"); });
  const auto& error = kept_.status.last_error;
  if (ended.ready_since) events_.post(engine::ModemDown{settings_.name, error.empty() ? how : error});
}

void Supervisor::after_end() {
  if (after_ == After::stop && stopped_)
    events_.post_task(std::exchange(stopped_, {}));
  else if (after_ == After::restart && search_goes_on())
    pause_then_begin(Duration{0});
  else if (after_ == After::restart && (is_there() || is_anywhere()))
    pause_then_begin(next_pause());
  else if (after_ == After::restart)
    begin();
}

Duration Supervisor::next_pause() const {
  if (wants_pin(kept_.last_ending)) return look_at_pin;
  if (kept_.last_ending == Kind::was_reset) return after_reset;
  if (kept_.last_ending == Kind::wrong_modem) return look_at_modem;
  if (is_lent() && kept_.status.state == ModemState::absent) return look_at_modem;
  if (kept_.last_ending == Kind::refused) return after_refusal;
  // The next worker lets the line settle first.
  if (kept_.late.needs_quiet() && kept_.failures <= 1) return Duration{0};
  return pause_after(kept_.failures);
}

void Supervisor::end_when_idle(Duration bound, After after) {
  after_ = after;
  pause_.cancel();
  device_.stop();
  node_.reset();
  between_ = Between::nothing;
  if (!worker_) return after_end();
  worker_->winding_down = true;
  if (settings_.line ? worker_->sends.empty() : worker_->in_hand != Command::submit) return wind_up();
  worker_->end_bound.start(bound, [this] { kill("the send in hand took too long to end"); });
}

/// A modem needs no good-bye. A carrier does: without one it takes its client for alive for a while and
/// refuses the next bind.
void Supervisor::wind_up() {
  if (!settings_.line || !is_ready() || std::exchange(worker_->said_good_bye, true)) return kill("");
  worker_->in_hand = Command::reset;
  set_deadline(good_bye, "saying good-bye");
  tell(wire::Reset{});
}

void Supervisor::hold() {
  if (after_ != After::restart) return;
  apply(ModemEvent::hold);
  usable_again();
  network_.cancel();
  end_when_idle(settings_.profile.send, After::hold);
}

void Supervisor::resume() {
  if (after_ == After::stop) return;
  if (modem::next(kept_.status.state, ModemEvent::resume)) apply(ModemEvent::resume);
  if (std::exchange(after_, After::restart) == After::hold) watch_absence();
  if (worker_) return;  // one that is winding down for hold() ends first, and then starts again
  pause_.cancel();
  kept_.failures = 0;
  begin();
}

void Supervisor::reset() {
  kept_.pace.start_over();
  events_.post(engine::PaceShown{settings_.name, kept_.imei, kept_.pace.pace()});
  if (is_ready()) {
    worker_->queue.reset = true;
    choose_next();
  } else if (worker_) {
    worker_->ended_by_order = true;
    kill("reset by the operator");
  } else {
    resume();
  }
}

void Supervisor::cut_off(const std::string& why) {
  if (!worker_) return;
  worker_->ended_by_order = true;
  kill(why);
}

void Supervisor::stop(Duration bound, std::function<void()> done) {
  stopped_ = std::move(done);
  end_when_idle(bound, After::stop);
}

ModemStatus Supervisor::status() const {
  auto out = kept_.status;
  if (worker_ && worker_->pid >= 0) out.pid = worker_->pid;
  return out;
}

/// A modem says several lines as it starts; its restart is logged once.
void Supervisor::note_restart(const std::string& line) {
  constexpr Duration one_restart = 30s;
  const bool told = kept_.restart_told && now() - *kept_.restart_told < one_restart;
  kept_.restart_told = now();
  if (told) return;
  note(log::Level::warning, "modem-restarted", "the modem restarted by itself (" + utf8::escape(line) + ')');
}

void Supervisor::note(log::Level level, const std::string& event, const std::string& text) {
  logger_({level, event, fmt::format("{}: {}", settings_.name, text), {{"MODEM", settings_.name}}});
}

}  // namespace lapor::modem
