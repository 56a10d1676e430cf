// The heart of lapord: gives events to the engine one by one, carries out the effects after each commit, and
// wakes the engine when time alone makes something due. While the database can't be used events wait here,
// and reports stay on their SIM. Runs on one io_context; not thread-safe.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "common/clock.hpp"
#include "common/disk_reserve.hpp"
#include "common/journal.hpp"
#include "common/timer.hpp"
#include "control/process_figures.hpp"
#include "engine/api/engine.hpp"
#include "engine/api/store_failure.hpp"
#include "engine/api/views.hpp"
#include "lapord/event_queue.hpp"

namespace lapor::store {
class SqlStore;
}

namespace lapor::daemon {

class EventLoop {
 public:
  enum class Opening {
    first,  ///< looks for damage, and makes the database if there is none
    again   ///< after a failure: the file must be there
  };
  /// Opens the database. \throws StoreFailure
  using OpenStore = std::function<std::unique_ptr<store::SqlStore>(Opening)>;
  /// Carries out one effect that concerns a modem.
  using Execute = std::function<void(const engine::Effect&)>;
  /// Called when the database is beyond help, or another gateway's: this one has to end.
  using OnUnusable = std::function<void(const engine::StoreFailure&)>;

  struct Settings {
    std::filesystem::path reserve_file;              ///< room kept for a full disk; empty: none is kept
    Duration first_retry = std::chrono::seconds(1);  ///< of a failed database; the pauses grow
    Duration room_check = std::chrono::seconds(10);  ///< how often a full disk is looked at
    Duration doubt_before_alert = std::chrono::minutes(10);  ///< the network often needs some after a boot
    std::function<Instant()> wall = system_now;              ///< the machine's clock
    std::function<bool(Instant)> by_network = set_by_network;
    std::optional<Duration> lease = std::nullopt;  ///< of a database that gateways share
  };

  /// \throws StoreFailure when the database can't be opened
  EventLoop(boost::asio::io_context& io, OpenStore open, std::shared_ptr<const engine::Rules> rules,
            const Journal& log, Execute execute, OnUnusable on_unusable, Settings settings);
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Settles what the last run left. Call once, before the first event. \throws StoreFailure
  void start();
  /// Works on the event now, or later where another one is in hand or the database fails. `committed` is
  /// called exactly once, unless the event is a segment that is dropped because it is still on its SIM.
  void post(engine::Event event, Committed committed = {});
  void adopt_rules(std::shared_ptr<const engine::Rules> rules);
  /// Does nothing more by time alone; events are still worked on.
  void stop_timer();
  /// False from a failure of the database until it works again.
  bool database_ok() const { return failures_ == 0; }
  /// The gateway's clock.
  Instant time();
  /// True while the machine's clock is not followed, see Clock.
  bool clock_doubted() const { return clock_.holding(); }
  /// Follows the machine's clock from now on, because an operator says that it is right. False if it is
  /// followed already.
  bool confirm_clock();
  engine::Views& views();
  control::LoopFigures& figures() { return figures_; }
  /// The reason, for people, why this modem gets no text now; nullopt if it gets the next one.
  std::optional<std::string> blocked_reason(const std::string& modem);

 private:
  void process_queue();
  bool process_first();
  void give_up(const QueuedEvent& queued, const std::string& why);
  void carry_out(const engine::Effects& effects);
  bool stood_still(const engine::Effects& effects, Duration began);
  void contain(const std::function<void()>& work);
  void tick();
  bool tick_engine();
  void detect_clock_jump();
  Clock first_clock();
  void log_doubt();
  [[nodiscard]] Duration until_alert_of_doubt() const;
  void alert_of_doubt();
  void schedule_tick();
  void wake_in(Duration pause);
  void on_failure(const engine::StoreFailure& failure);
  void retry_later();
  void reopen_database();
  void on_disk_full(const std::string& why);
  void wait_for_room();
  void on_room();
  std::unique_ptr<store::SqlStore> open_first();
  void alert_operator(std::string text);

  Timer wakeup_, retry_, room_;
  OpenStore open_;
  Settings settings_;
  DiskReserve reserve_;
  bool disk_full_ = false;
  std::unique_ptr<store::SqlStore> store_;
  engine::Engine engine_;
  const Journal& log_;
  Execute execute_;
  OnUnusable on_unusable_;
  Duration longest_sleep_;
  EventQueue queue_;
  control::LoopFigures figures_;
  Clock clock_;
  JumpDetector jumps_;
  bool processing_ = false;  ///< a callback may post an event meanwhile; it is queued
  bool timer_on_ = true;
  bool alerted_of_doubt_ = false;
  unsigned failures_ = 0;    ///< of the database, in a row
  unsigned idle_ticks_ = 0;  ///< in a row, that changed nothing though something was due
};

}  // namespace lapor::daemon
