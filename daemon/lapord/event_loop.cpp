#include "lapord/event_loop.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "base/expect.hpp"
#include "domain/delivery/backoff.hpp"
#include "store/last_known.hpp"
#include "store/store.hpp"

namespace lapor::daemon {
namespace {

using engine::StoreFailure;

constexpr unsigned max_tries = 5;  ///< of an event that fails though the database works
/// The timer fires at least this often: the wall clock may have been set meanwhile.
constexpr Duration longest_sleep = std::chrono::seconds(30);

/// Each tick is a transaction, and so a sign of life for those that stand by.
Duration longest_sleep_with(std::optional<Duration> lease) {
  return lease ? std::min(longest_sleep, *lease / 3) : longest_sleep;
}

/// Since the machine was started, its sleep included.
Duration uptime() {
  timespec t{};
  ::clock_gettime(CLOCK_BOOTTIME, &t);
  return std::chrono::duration_cast<Duration>(std::chrono::seconds(t.tv_sec) +
                                              std::chrono::nanoseconds(t.tv_nsec));
}

/// Sets a flag for a scope, also when an exception leaves it.
class Flag {
 public:
  explicit Flag(bool& flag) : flag_(flag) { flag_ = true; }
  ~Flag() { flag_ = false; }
  Flag(const Flag&) = delete;
  Flag& operator=(const Flag&) = delete;

 private:
  bool& flag_;
};

std::chrono::steady_clock::time_point steady_now() { return std::chrono::steady_clock::now(); }

double seconds_since(std::chrono::steady_clock::time_point then) {
  return std::chrono::duration<double>(steady_now() - then).count();
}

}  // namespace

EventLoop::EventLoop(boost::asio::io_context& io, OpenStore open, std::shared_ptr<const engine::Rules> rules,
                     const Journal& log, Execute execute, OnUnusable on_unusable, Settings settings)
    : wakeup_(io),
      retry_(io),
      room_(io),
      open_(std::move(open)),
      settings_(std::move(settings)),
      reserve_(settings_.reserve_file),
      store_(open_first()),
      engine_(*store_, std::move(rules)),
      log_(log),
      execute_(std::move(execute)),
      on_unusable_(std::move(on_unusable)),
      longest_sleep_(longest_sleep_with(settings_.lease)),
      clock_(first_clock()),
      jumps_(time(), steady_now()) {}

EventLoop::~EventLoop() = default;

engine::Views& EventLoop::views() { return *store_; }

/// On a full disk even opening needs room.
std::unique_ptr<store::SqlStore> EventLoop::open_first() {
  try {
    return open_(Opening::first);
  } catch (const StoreFailure& failure) {
    if (failure.kind != StoreFailure::Kind::full && !reserve_.exhausted()) throw;
    reserve_.give_up();
    disk_full_ = true;
    return open_(Opening::first);
  }
}

Instant EventLoop::time() {
  const bool held = clock_.holding();
  const auto wall = settings_.wall();
  const auto steady = steady_now();
  const auto t = clock_.read(wall, steady, clock_.doubts(wall, steady) && settings_.by_network(wall));
  if (held && !clock_.holding())
    log_.notice("clock-set", "the machine's clock is right now, and followed again");
  if (!held && clock_.holding()) log_doubt();
  return t;
}

/// The clock begins from the last time that the database knows.
Clock EventLoop::first_clock() {
  auto& db = store_->connection();
  const auto known = std::max(store::last_record(db), store::last_alive(db).value_or(Instant{}));
  return {known > Instant{} ? std::optional(known) : std::nullopt, build_time(), settings_.wall(),
          steady_now()};
}

bool EventLoop::confirm_clock() {
  if (!clock_.holding()) return false;
  clock_.read(settings_.wall(), steady_now(), true);
  log_.notice("clock-set", "an operator says that the machine's clock is right; it is followed again");
  tick();
  return true;
}

void EventLoop::log_doubt() {
  const auto off = std::chrono::floor<std::chrono::seconds>(clock_.off()).count();
  if (off < 0)
    return log_.error(
        "clock-behind",
        fmt::format("the machine's clock is {} s behind what has certainly passed; time is counted "
                    "from there until it is set",
                    -off));
  log_.error("clock-ahead",
             fmt::format("the machine's clock leapt {} s ahead, and the network doesn't confirm it; it isn't "
                         "followed until the network or `laporctl clock confirm` does",
                         off));
}

/// The time that the network still has to set the clock; longest_sleep_ if no alert is due.
Duration EventLoop::until_alert_of_doubt() const {
  if (!clock_.holding() || alerted_of_doubt_) return longest_sleep_;
  const auto left = clock_.held_since() + settings_.doubt_before_alert - steady_now();
  return std::clamp(std::chrono::ceil<Duration>(left), Duration{0}, longest_sleep_);
}

/// Alerts the operator once, by text, when the network had its time to set the clock.
void EventLoop::alert_of_doubt() {
  if (!clock_.holding()) {
    alerted_of_doubt_ = false;
    return;
  }
  if (until_alert_of_doubt() > Duration{0}) return;
  alerted_of_doubt_ = true;
  const auto hours = std::chrono::ceil<std::chrono::hours>(std::chrono::abs(clock_.off())).count();
  alert_operator(
      fmt::format("jam mesin {} {} jam. Tenggat memakai jam lama sampai jam terbukti benar. Cek "
                  "timedatectl, lalu laporctl clock confirm",
                  clock_.off() < Duration{0} ? "tertinggal" : "melompat maju", hours));
  process_queue();
}

void EventLoop::start() {
  if (clock_.holding()) log_doubt();
  if (disk_full_)
    on_disk_full("the disk was full at the start");
  else if (!reserve_.hold())
    on_disk_full("the disk has less room than is kept in reserve");
  carry_out(engine_.start(time()));
  schedule_tick();
}

void EventLoop::adopt_rules(std::shared_ptr<const engine::Rules> rules) {
  engine_.adopt(std::move(rules));
  if (database_ok()) schedule_tick();
}

std::optional<std::string> EventLoop::blocked_reason(const std::string& modem) {
  constexpr auto unusable = "the database can't be used";
  if (!database_ok()) return unusable;
  try {
    auto reason = engine_.blocked_reason(modem, time());
    return reason.empty() ? std::nullopt : std::optional(std::move(reason));
  } catch (const StoreFailure&) {
    return unusable;
  }
}

void EventLoop::stop_timer() {
  timer_on_ = false;
  wakeup_.stop();
}

void EventLoop::post(engine::Event event, Committed committed) {
  if (const auto* down = std::get_if<engine::ModemDown>(&event)) queue_.drop_slots(down->modem, !processing_);
  queue_.push({std::move(event), std::move(committed)});
  process_queue();
}

void EventLoop::process_queue() {
  if (processing_ || !database_ok()) return;
  {
    const Flag processing(processing_);
    while (!queue_.empty() && process_first()) {
    }
  }
  if (database_ok()) schedule_tick();
}

/// False if the database failed. The event then waits for the next try; an operator's request does not,
/// because it might be done twice, and only the operator can look whether it was done.
bool EventLoop::process_first() {
  auto first = queue_.pop();
  engine::Effects effects;
  const auto began = steady_now();
  const auto began_at = uptime();
  try {
    effects = engine_.on(first.event, time());
  } catch (const StoreFailure& failure) {
    if (engine::is_given_once(first.event))
      give_up(first, failure.what());
    else
      queue_.push_front(std::move(first));
    on_failure(failure);
    return false;
  } catch (const std::exception& fault) {
    give_up(first, fault.what());
    return true;
  }
  figures_.commit.add(seconds_since(began));
  if (std::holds_alternative<engine::SegmentReceived>(first.event))
    figures_.accept.add(seconds_since(first.came));
  if (stood_still(effects, began_at)) return false;
  carry_out(effects);
  if (first.committed) contain([&] { first.committed(&effects); });
  return true;
}

/// A text must not leave long after its release was committed: another gateway may have taken over meanwhile,
/// and may be about to try that text again. This one then ends as if it had died after the commit.
bool EventLoop::stood_still(const engine::Effects& effects, Duration began) {
  const auto releases = [](const auto& effect) {
    return std::holds_alternative<engine::ReleaseSubmit>(effect);
  };
  if (!settings_.lease || uptime() - began < *settings_.lease / 2 ||
      std::none_of(effects.begin(), effects.end(), releases))
    return false;
  ++failures_;
  on_unusable_(StoreFailure(StoreFailure::Kind::lease, "this gateway stood still for too long"));
  return true;
}

/// An event that can't be worked on must not stop those behind it. A report is still on its SIM.
void EventLoop::give_up(const QueuedEvent& queued, const std::string& why) {
  log_.error("event-given-up", fmt::format("an event could not be worked on and is left out: {}", why));
  if (queued.committed) contain([&] { queued.committed(nullptr); });
}

void EventLoop::carry_out(const engine::Effects& effects) {
  for (const auto& effect : effects) {
    if (const auto* record = std::get_if<log::Record>(&effect))
      log_.write(*record);
    else
      contain([&] { execute_(effect); });
  }
}

/// Contains a failure of one effect, so that the others that follow a commit are carried out, too.
void EventLoop::contain(const std::function<void()>& work) {
  try {
    work();
  } catch (const PreconditionBroken& fault) {
    log_.error("precondition-broken",
               fmt::format("{}; the event in hand ends here, others go on", fault.what()));
  } catch (const std::exception& fault) {
    log_.error("effect-failed",
               fmt::format("what follows a stored event could not be done: {}", fault.what()));
  }
}

void EventLoop::detect_clock_jump() {
  if (const auto by = jumps_.read(time(), steady_now())) {
    ++figures_.clock_jumps;
    post(engine::ClockJumped{*by});
  }
  alert_of_doubt();
}

void EventLoop::tick() {
  if (timer_on_ && database_ok() && !processing_) detect_clock_jump();
  if (!timer_on_ || !database_ok() || processing_) return;
  try {
    if (!tick_engine()) return wake_in(longest_sleep_);
  } catch (const StoreFailure& failure) {
    return on_failure(failure);
  }
  schedule_tick();
}

/// False after a fault in lapord: it must not end the timer, which alone makes deadlines pass.
/// \throws StoreFailure
bool EventLoop::tick_engine() {
  try {
    const auto effects = engine_.tick(time());
    carry_out(effects);
    idle_ticks_ = effects.empty() ? idle_ticks_ + 1 : 0;
    return true;
  } catch (const StoreFailure&) {
    throw;
  } catch (const std::exception& fault) {
    log_.error("tick-failed", fmt::format("what was due could not be done: {}", fault.what()));
    return false;
  }
}

void EventLoop::schedule_tick() {
  if (!timer_on_ || !database_ok()) return;
  const auto due = engine_.next_wakeup(time());
  auto pause = due ? std::clamp(*due - time(), Duration{0}, longest_sleep_) : longest_sleep_;
  // Something is due, yet ticks change nothing: don't spin.
  if (pause == Duration{0} && idle_ticks_ > 2) pause = std::chrono::seconds(1);
  wake_in(std::min(pause, until_alert_of_doubt()));
}

void EventLoop::wake_in(Duration pause) {
  wakeup_.start(pause, [this] { tick(); });
}

void EventLoop::on_failure(const StoreFailure& failure) {
  ++failures_;
  ++figures_.database_failures[failure.kind];
  if (failure.kind == StoreFailure::Kind::corrupt || failure.kind == StoreFailure::Kind::lease)
    return on_unusable_(failure);
  const bool is_full = failure.kind == StoreFailure::Kind::full || reserve_.exhausted();
  if (is_full && !disk_full_) on_disk_full(failure.what());
  if (failures_ == 1)
    log_.error(
        "database-failed",
        fmt::format("{}; reports stay on the SIM, and it is tried again until it works", failure.what()));
  if (failure.kind == StoreFailure::Kind::other && failures_ >= max_tries && !queue_.empty())
    give_up(queue_.pop(), failure.what());
  retry_later();
}

void EventLoop::retry_later() {
  // Another machine takes a database over within half a minute; a longer pause would add to that.
  retry_.start(delivery::growing(failures_, settings_.first_retry, 5 * settings_.first_retry),
               [this] { reopen_database(); });
}

/// Makes room for the texts that are queued. What comes from SIMs waits there.
void EventLoop::on_disk_full(const std::string& why) {
  disk_full_ = true;
  reserve_.give_up();
  log_.error("disk-full",
             fmt::format("{}; reports stay on the SIM until there is room, what is queued goes out", why));
  queue_.hold_sim_events();
  alert_operator("disk penuh, laporan baru ditahan di SIM. Kosongkan ruang disk.");
  wait_for_room();
}

void EventLoop::wait_for_room() {
  room_.start(settings_.room_check, [this] { reserve_.hold() ? on_room() : wait_for_room(); });
}

void EventLoop::on_room() {
  disk_full_ = false;
  log_.notice("disk-has-room", "there is room on the disk again, and reports are taken");
  queue_.release_sim_events();
  alert_operator("ruang disk sudah cukup, laporan diterima lagi.");
  process_queue();
}

void EventLoop::alert_operator(std::string text) {
  queue_.push({engine::OperatorAlert{std::move(text)}, {}});
}

/// A connection that failed isn't trusted again: the file is opened again, and the waiting events are told
/// again. Only an event that succeeds ends the count of failures, so that one which always fails is given up
/// in the end.
void EventLoop::reopen_database() {
  try {
    *store_ = std::move(*open_(Opening::again));
    tick_engine();
  } catch (const StoreFailure& failure) {
    return on_failure(failure);
  }
  if (!queue_.empty()) {
    const Flag processing(processing_);
    if (!process_first()) return;
  }
  failures_ = 0;
  idle_ticks_ = 0;
  log_.notice("database-works", "the database works again");
  if (!disk_full_) alert_operator("database sempat gagal ditulis, sekarang normal lagi.");
  process_queue();
}

}  // namespace lapor::daemon
