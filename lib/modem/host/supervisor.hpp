// lapord's side of one modem. It waits for the device, starts a worker, gives it one command at a time with a
// deadline, turns what it says into events for the engine, and starts another when it ends or is late.
// Whatever a worker does, lapord only ever waits for it inside Asio.
//
// One thread, the event loop's. Every call returns at once. Events, and answers to calls, are posted: they
// run from the event loop, in order, never from inside a call. ModemDown comes after everything else of its
// worker, and only once the process is seen to have ended, so no Ctrl-Z leaves after it.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/log.hpp"
#include "domain/sms/segmentation.hpp"
#include "engine/api/events.hpp"
#include "engine/api/modem_profile.hpp"
#include "engine/api/views.hpp"
#include "modem/host/asio.hpp"
#include "modem/host/device_watch.hpp"
#include "modem/host/frame_budget.hpp"
#include "modem/host/posted_events.hpp"
#include "modem/host/recovery.hpp"
#include "modem/host/states.hpp"
#include "modem/host/timer.hpp"
#include "modem/host/worker_life.hpp"
#include "modem/protocol/late_results.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {

/// How long libGammu's fixed sleeps last: as the profile says, as libGammu ships, or as the profile says for
/// "fast".
enum class Pace { profile, stock, fast };

struct ModemSettings {
  std::string name, device;
  engine::ModemProfile profile;
  Pace pace = Pace::profile;
  std::string pin;     ///< empty: none
  std::string worker;  ///< the program, "/usr/libexec/lapord/lapord-modem"
  Duration down_after{
      std::chrono::minutes(10)};       ///< not usable for so long, ModemMissing is posted; 0: never
  engine::UnansweredSends unanswered;  ///< what a former life of lapord's left in this modem
};

struct ModemStatus {
  std::string name;
  ModemState state = ModemState::connecting;
  std::optional<int> pid;
  std::optional<unsigned> signal_percent, sim_slots_used, sim_slots;
  std::string operator_name;  ///< empty: unknown
  std::string last_error;     ///< empty: none since it was ready
  sim::Registration registration = sim::Registration::unknown;
};

class Supervisor {
 public:
  using Sink = PostedEvents::Sink;
  using Logger = std::function<void(const log::Record&)>;

  Supervisor(boost::asio::io_context& io, ModemSettings settings, Sink sink, Logger logger);
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  /// Begins, once; after stop() it does nothing.
  void start();

  // The engine's effects.
  /// Erases what a listing of this worker found there; of another worker's, nothing happens.
  void erase(const sms::StorageSlot& slot);
  /// Answered by exactly one of SendAccepted, SendRefused, SendInDoubt, SendAborted or ModemDown.
  void submit(AttemptId attempt, const std::string& to, const sms::OutboundSegment& segment);
  /// The attempt's point of no return is on disk. Nothing happens unless it is in hand.
  void release(AttemptId attempt);
  /// One of these answers PinRequired; unasked, nothing happens.
  void enter_pin();
  void withhold_pin(const std::string& why);

  // The operator's orders.
  /// `code` is digits, * and #. `answer` is called once, also if the modem can't.
  void ussd(const std::string& code, UssdAnswer answer);
  /// Lets a send in hand end, then leaves the device to others until resume().
  void hold();
  /// Also ends a wait for a PIN or after a failure.
  void resume();
  /// AT+CFUN=1,1 where the modem listens, and a new worker.
  void reset();
  /// From its next absence on.
  void set_down_after(Duration down_after) { settings_.down_after = down_after; }
  /// Ends the worker, at once or when the send in hand has ended, at most after `bound`. Then `done` is
  /// posted, behind all events; it may end this supervisor.
  void stop(Duration bound, std::function<void()> done);

  const ModemSettings& settings() const { return settings_; }
  ModemStatus status() const;

 private:
  enum class After { restart, hold, stop };       ///< what follows the end of a worker
  enum class Between { nothing, device, pause };  ///< what is waited for while there is no worker

  /// What outlives a worker.
  struct Kept {
    ListingPlan listing;
    LateResults late;
    FrameBudget budget;
    unsigned failures = 0;    ///< of workers, in a row
    bool reset_next = false;  ///< the next worker only resets the modem
    bool overrun = false;     ///< libGammu's own sleeps from now on, until the operator's reset
    std::optional<wire::WorkerEndingKind> last_ending;
    Instant unusable_since{};
    ModemStatus status;
  };

  // supervisor.cpp: the worker's life
  void begin();
  void spawn();
  void pause_then_begin(Duration pause);
  void wait_for_device();
  void apply(ModemEvent event);
  void watch_absence();
  void report_absence();
  void kill(const std::string& why);
  void watch_process();
  void on_ended();
  void keep_of(const WorkerLife& ended);
  void report_end(const WorkerLife& ended, const std::string& how);
  void after_end();
  void apply_end(const WorkerLife& ended);
  bool is_failure(const WorkerLife& ended) const;
  Duration next_pause() const;
  void end_when_idle(Duration bound, After after);
  void note(log::Level level, const std::string& event, const std::string& text);

  // supervisor_frames.cpp: what the worker says
  void read_frames();
  bool read_one();
  void on(wire::Ready& v);
  void on(wire::StoredSegment& v);
  void on(wire::UnreadableSlot& v);
  void on(wire::StatusReport& v);
  void on(wire::UnansweredSlot& v);
  void on(wire::ListProgress& v);
  void on(wire::ListDone& v);
  void on(wire::Erased& v);
  void on(wire::Prompted& v);
  void on(wire::SendResult& v);
  void on(wire::NewMessageIndication& v);
  void on(wire::RegistrationIndication& v);
  void on(wire::HealthResult& v);
  void on(wire::UssdResult& v);
  void on(wire::PinRequired& v);
  void on(wire::PinResult& v);
  void on(wire::WorkerEnding& v);
  void on(wire::Remark& v);
  bool is_expected(Command command);
  bool may_post(const sms::StorageSlot& slot, const wire::FromWorker& frame);
  bool may_post_slotless();
  bool listing_goes_on();
  void post_poisoned(const sms::StorageSlot& slot);
  void apply_registration(sim::Registration registration);

  // supervisor_commands.cpp: what the worker is told
  bool is_ready() const { return worker_ && worker_->phase == WorkerLife::Phase::ready; }
  void choose_next();
  void choose();
  void give(Command command);
  void give_listing();
  void give_submission();
  void command_done(Command command);
  void tell(const wire::ToWorker& value);
  void set_deadline(Duration limit, const std::string& what);
  void abort_submission(AttemptId attempt, const std::string& why);
  void abort_submissions(const std::string& why);
  void watch_for_stuck(Command command);
  bool is_nearly_full() const;
  void list_in(Duration pause);
  void ask_health_in(Duration pause);
  wire::Send send_frame(const Submission& submission) const;
  wire::Configure configuration();
  double sleep_scale() const;
  void on_overrun(const std::string& why);

  ModemSettings settings_;
  boost::asio::io_context& io_;
  Logger logger_;
  PostedEvents events_;

  Kept kept_;
  std::shared_ptr<WorkerLife> worker_;  ///< null while there is none
  Between between_ = Between::nothing;
  Timer pause_, absence_;
  DeviceWatch device_;

  After after_ = After::restart;
  std::function<void()> stopped_;
};

}  // namespace lapor::modem
