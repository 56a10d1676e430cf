// The gateway's heart: takes events, lets the engine decide, carries out its effects after the commit, and
// wakes it when time alone makes something due. When the database can't be used, events wait here and reports
// stay on the SIM.
#pragma once
#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "clock.hpp"
#include "control/asio.hpp"
#include "engine/api/engine.hpp"
#include "log_sink.hpp"
#include "reserve.hpp"
#include "store/store.hpp"

namespace lapor::daemon {

class Loop {
 public:
  /// Opens the database; `first`: look for damage too.
  using Open = std::function<std::unique_ptr<store::SqliteStore>(bool first)>;
  /// Carries out one effect that concerns a modem.
  using Carry = std::function<void(const engine::Effect&)>;
  /// Gets what the engine answered; nothing if the event was given up.
  using Answered = std::function<void(const engine::Effects*)>;
  /// The database is beyond help: end.
  using Fatal = std::function<void(const engine::StoreFailure&)>;

  struct Settings {
    std::filesystem::path reserve;                   ///< room kept for a full disk; empty: none
    Duration first_retry = std::chrono::seconds(1);  ///< of a failed database; the pauses grow
    Duration look_for_room = std::chrono::seconds(10);
  };

  /// \throws StoreFailure when the database can't be opened
  Loop(boost::asio::io_context& io, Open open, std::shared_ptr<const engine::Rules> rules, const LogSink& log,
       Carry carry, Fatal fatal, Settings settings);

  /// Settles what a former life left. \throws StoreFailure
  void start();
  void post(engine::Event event, Answered answered = {});
  void adopt(std::shared_ptr<const engine::Rules> rules);
  /// No more work by time alone; events that come are still taken.
  void stop_ticking();
  /// False while the database can't be used.
  bool well() const { return failures_ == 0; }
  /// The disk is full: what is queued goes out, reports stay on the SIM.
  bool tight() const { return tight_; }
  /// The gateway's clock.
  Instant time();
  engine::Views& views() { return *store_; }
  /// Why this modem gets no text now; empty: it gets the next one.
  std::string blocked_reason(const std::string& modem);

 private:
  struct Waiting {
    engine::Event event;
    Answered answered;
  };
  void drain();
  bool take_first();
  void tick();
  void watch_clock();
  void calendar();
  void wake_in(Duration pause);
  void carry_out(const engine::Effects& effects);
  void failed(const engine::StoreFailure& failure);
  void give_up(const std::string& why);
  void retry();
  std::unique_ptr<store::SqliteStore> first_open();
  void forget_slots(const std::string& modem);
  void disk_full(const std::string& why);
  void look_for_room();

  boost::asio::steady_timer wakeup_, retry_, room_;
  Open open_;
  Settings settings_;
  Reserve reserve_;
  bool tight_ = false;
  std::unique_ptr<store::SqliteStore> store_;
  engine::Engine engine_;
  const LogSink& log_;
  Carry carry_;
  Fatal fatal_;
  std::deque<Waiting> waiting_, held_;  ///< held: from SIMs, while the disk is full
  Clock clock_;
  std::chrono::steady_clock::time_point steady_seen_ = std::chrono::steady_clock::now();
  Instant wall_seen_;
  bool draining_ = false, ticking_ = true;
  unsigned failures_ = 0;    ///< of the store, in a row
  unsigned idle_ticks_ = 0;  ///< in a row, that changed nothing though something was due
};

Instant now();

}  // namespace lapor::daemon
