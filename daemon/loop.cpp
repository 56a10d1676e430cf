#include "loop.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/delivery/backoff.hpp"
#include "store/offline_maintenance.hpp"

namespace lapor::daemon {
namespace {

using engine::StoreFailure;

constexpr std::size_t most_waiting = 10'000;
constexpr unsigned tries_of_a_bad_event = 5;
/// Wakes at least this often: the wall clock may have been set.
constexpr Duration longest_sleep = std::chrono::seconds(30);
constexpr Duration least_jump = std::chrono::minutes(1);

/// Where an event came from that takes room and can wait on its SIM.
std::optional<std::pair<std::string, engine::StorageSlot>> from_sim(const engine::Event& event) {
  if (const auto* e = std::get_if<engine::SegmentReceived>(&event)) return std::pair{e->modem, e->slot};
  if (const auto* e = std::get_if<engine::SlotUnreadable>(&event)) return std::pair{e->modem, e->slot};
  return std::nullopt;
}

}  // namespace

Instant now() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

Loop::Loop(boost::asio::io_context& io, Open open, std::shared_ptr<const engine::Rules> rules,
           const LogSink& log, Carry carry, Fatal fatal, Settings settings)
    : wakeup_(io),
      retry_(io),
      room_(io),
      open_(std::move(open)),
      settings_(std::move(settings)),
      reserve_(settings_.reserve),
      store_(first_open()),
      engine_(*store_, std::move(rules)),
      log_(log),
      carry_(std::move(carry)),
      fatal_(std::move(fatal)),
      clock_(std::max(store::last_record(store_->database_file()), built()), now(),
             std::chrono::steady_clock::now()),
      wall_seen_(time()) {}

/// On a full disk even opening wants room.
std::unique_ptr<store::SqliteStore> Loop::first_open() {
  try {
    return open_(true);
  } catch (const StoreFailure& failure) {
    if (failure.kind != StoreFailure::Kind::full && !reserve_.exhausted()) throw;
    reserve_.give_up();
    tight_ = true;
    return open_(true);
  }
}

Instant Loop::time() {
  const bool held = clock_.holding();
  const auto t = clock_.read(now(), std::chrono::steady_clock::now(), held && set_by_network());
  if (held && !clock_.holding())
    log_.notice("clock-set", "the machine's clock is right now, and followed again");
  return t;
}

void Loop::start() {
  if (clock_.holding())
    log_.error("clock-behind",
               fmt::format(
                   "the machine's clock is {} s behind what has certainly passed; time is counted from there "
                   "until it is set",
                   std::chrono::floor<std::chrono::seconds>(clock_.behind()).count()));
  if (tight_)
    disk_full("the disk was full at the start");
  else if (!reserve_.hold())
    disk_full("the disk has less room than is kept in reserve");
  carry_out(engine_.start(time()));
  calendar();
}

void Loop::adopt(std::shared_ptr<const engine::Rules> rules) {
  engine_.adopt(std::move(rules));
  if (well()) calendar();
}

std::string Loop::blocked_reason(const std::string& modem) {
  if (!well()) return "the database can't be used";
  try {
    return engine_.blocked_reason(modem, time());
  } catch (const StoreFailure&) {
    return "the database can't be used";
  }
}

void Loop::stop_ticking() {
  ticking_ = false;
  wakeup_.cancel();
}

void Loop::post(engine::Event event, Answered answered) {
  // While the database is down a part is better left on its SIM than remembered here for ever.
  if (waiting_.size() >= most_waiting && std::holds_alternative<engine::SegmentReceived>(event)) return;
  if (const auto* down = std::get_if<engine::ModemDown>(&event)) forget_slots(down->modem);
  if (tight_ && from_sim(event)) {
    // A slot that nobody asks to erase is told of again and again.
    std::erase_if(held_, [&](const Waiting& w) { return from_sim(w.event) == from_sim(event); });
    held_.push_back({std::move(event), std::move(answered)});
    return;
  }
  waiting_.push_back({std::move(event), std::move(answered)});
  drain();
}

/// A slot's number says nothing to the next worker: what waits here of the former one's is read again.
void Loop::forget_slots(const std::string& modem) {
  const auto of_modem = [&](const Waiting& w) {
    const auto from = from_sim(w.event);
    return from && from->first == modem;
  };
  std::erase_if(held_, of_modem);
  if (!draining_) std::erase_if(waiting_, of_modem);
}

/// An effect may bring about the next event at once; it then waits its turn here.
void Loop::drain() {
  if (draining_ || !well()) return;
  draining_ = true;
  while (!waiting_.empty() && take_first()) {
  }
  draining_ = false;
  if (well()) calendar();
}

/// False: the database failed, the event stays.
bool Loop::take_first() {
  engine::Effects effects;
  try {
    effects = engine_.on(waiting_.front().event, time());
  } catch (const StoreFailure& failure) {
    // Told again, an order might be done twice; only the operator can look whether it was.
    if (engine::is_operator_request(waiting_.front().event)) give_up(failure.what());
    failed(failure);
    return false;
  } catch (const std::exception& bug) {
    give_up(bug.what());
    return true;
  }
  const auto answered = std::move(waiting_.front().answered);
  waiting_.pop_front();
  carry_out(effects);
  if (answered) answered(&effects);
  return true;
}

/// An event that can't be worked on must not stop those behind it. A report stays on its SIM.
void Loop::give_up(const std::string& why) {
  log_.error("event-given-up", fmt::format("an event could not be worked on and is left out: {}", why));
  const auto answered = std::move(waiting_.front().answered);
  waiting_.pop_front();
  if (answered) answered(nullptr);
}

void Loop::carry_out(const engine::Effects& effects) {
  for (const auto& effect : effects) {
    if (const auto* record = std::get_if<log::Record>(&effect))
      log_.write(*record);
    else
      carry_(effect);
  }
}

/// What the wall clock did beside the time that went by: it was set, or the machine slept.
void Loop::watch_clock() {
  const auto steady = std::chrono::steady_clock::now();
  const auto wall = time();
  const auto by = (wall - wall_seen_) - std::chrono::floor<Duration>(steady - steady_seen_);
  steady_seen_ = steady, wall_seen_ = wall;
  if (std::chrono::abs(by) >= least_jump) post(engine::ClockJumped{by});
}

void Loop::tick() {
  if (ticking_ && well() && !draining_) watch_clock();
  if (!ticking_ || !well() || draining_) return;
  try {
    const auto effects = engine_.tick(time());
    carry_out(effects);
    idle_ticks_ = effects.empty() ? idle_ticks_ + 1 : 0;
  } catch (const StoreFailure& failure) {
    return failed(failure);
  } catch (const std::exception& bug) {
    log_.error("tick-failed", fmt::format("what was due could not be done: {}", bug.what()));
    return wake_in(longest_sleep);
  }
  calendar();
}

void Loop::calendar() {
  if (!ticking_ || !well()) return;
  const auto due = engine_.next_wakeup(time());
  auto pause = due ? std::clamp(*due - time(), Duration{0}, longest_sleep) : longest_sleep;
  if (pause == Duration{0} && idle_ticks_ > 2)
    pause = std::chrono::seconds(1);  // due, yet nothing comes of it
  wake_in(pause);
}

void Loop::wake_in(Duration pause) {
  wakeup_.expires_after(pause);
  wakeup_.async_wait([this](const boost::system::error_code& error) {
    if (!error) tick();
  });
}

void Loop::failed(const StoreFailure& failure) {
  ++failures_;
  if (failure.kind == StoreFailure::Kind::corrupt) return fatal_(failure);
  const bool full = failure.kind == StoreFailure::Kind::full || reserve_.exhausted();
  if (full && !tight_) disk_full(failure.what());
  if (failures_ == 1)
    log_.error(
        "database-failed",
        fmt::format("{}; reports stay on the SIM, and it is tried again until it works", failure.what()));
  if (failure.kind == StoreFailure::Kind::other && failures_ >= tries_of_a_bad_event && !waiting_.empty())
    give_up(failure.what());
  retry_.expires_after(delivery::growing(failures_, settings_.first_retry, 30 * settings_.first_retry));
  retry_.async_wait([this](const boost::system::error_code& error) {
    if (!error) retry();
  });
}

/// Room is made for what is queued; what comes from SIMs waits there, and here.
void Loop::disk_full(const std::string& why) {
  tight_ = true;
  reserve_.give_up();
  log_.error("disk-full",
             fmt::format("{}; reports stay on the SIM until there is room, what is queued goes out", why));
  std::deque<Waiting> others;
  for (auto& w : waiting_) (from_sim(w.event) ? held_ : others).push_back(std::move(w));
  waiting_ = std::move(others);
  waiting_.push_back(
      {engine::OperatorAlert{"disk penuh, laporan baru ditahan di SIM. Kosongkan ruang disk."}, {}});
  look_for_room();
}

void Loop::look_for_room() {
  room_.expires_after(settings_.look_for_room);
  room_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    if (!reserve_.hold()) return look_for_room();
    tight_ = false;
    log_.notice("disk-has-room", "there is room on the disk again, and reports are taken");
    for (auto& w : held_) waiting_.push_back(std::move(w));
    held_.clear();
    waiting_.push_back({engine::OperatorAlert{"ruang disk sudah cukup, laporan diterima lagi."}, {}});
    drain();
  });
}

/// A connection that failed once isn't trusted again: the file is opened anew, and the waiting events are
/// told again.
void Loop::retry() {
  try {
    *store_ = std::move(*open_(false));
    carry_out(engine_.tick(time()));
  } catch (const StoreFailure& failure) {
    return failed(failure);
  } catch (const std::exception& bug) {
    log_.error("tick-failed", fmt::format("what was due could not be done: {}", bug.what()));
  }
  if (!waiting_.empty()) {
    // only a success ends the count, so that an event that always fails is given up in the end
    draining_ = true;
    const auto taken = take_first();
    draining_ = false;
    if (!taken) return;
  }
  failures_ = 0;
  idle_ticks_ = 0;
  log_.notice("database-works", "the database works again");
  if (!tight_)
    waiting_.push_back({engine::OperatorAlert{"database sempat gagal ditulis, sekarang normal lagi."}, {}});
  drain();
}

}  // namespace lapor::daemon
