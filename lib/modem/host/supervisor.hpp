// lapord's side of one modem: waits for its device, starts its worker, gives it one command at a time with a
// deadline, turns what it says into events, and starts it again when it ends or is late. Whatever the worker
// does, lapord only ever waits for it inside Asio.
#pragma once
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "base/log.hpp"
#include "domain/sms/segmentation.hpp"
#include "engine/api/events.hpp"
#include "engine/api/modem_profile.hpp"
#include "engine/api/views.hpp"
#include "modem/host/asio.hpp"
#include "modem/host/command_queue.hpp"
#include "modem/host/device_watch.hpp"
#include "modem/host/recovery.hpp"
#include "modem/host/slot_tracker.hpp"
#include "modem/host/states.hpp"
#include "modem/host/worker_process.hpp"
#include "modem/protocol/late_results.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {

struct ModemSettings {
  std::string name, device;
  engine::ModemProfile profile;
  std::string pace = "profile";                   ///< profile | stock | fast
  std::string pin;                                ///< empty: none
  std::string worker;                             ///< the program, e.g. /usr/libexec/lapord/lapord-modem
  Duration down_after{std::chrono::minutes(10)};  ///< not usable for so long: its operator is told; 0: never
  engine::UnansweredSends unanswered;             ///< what a former life of lapord's left in this modem
};

struct ModemStatus {
  std::string name;
  ModemState state = ModemState::connecting;
  std::optional<int> pid;
  std::optional<unsigned> signal_percent, sim_slots_used, sim_slots;
  std::string operator_name, last_error;
  sim::Registration registration = sim::Registration::unknown;
};

class Supervisor {
 public:
  /// Gets every event, on lapord's one thread; may call what carries out an effect from inside. Must not
  /// throw.
  using Sink = std::function<void(const engine::Event&)>;
  using Logger = std::function<void(const log::Record&)>;
  using UssdAnswer = std::function<void(bool ok, const std::string& text)>;

  Supervisor(boost::asio::io_context& io, ModemSettings settings, Sink sink, Logger logger);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  void start();
  // the engine's effects
  void erase(const sms::StorageSlot& slot);
  /// Answered by exactly one of SendAccepted, SendRefused, SendInDoubt, SendAborted or ModemDown.
  void submit(AttemptId attempt, const std::string& to, const sms::OutboundSegment& segment);
  void release(AttemptId attempt);
  void enter_pin();
  void withhold_pin(const std::string& why);
  // the operator's wishes
  void ussd(const std::string& code, UssdAnswer answer);
  void hold();    ///< lets a send in hand end, then leaves the device to others
  void resume();  ///< also ends a wait for a PIN or after a failure
  void reset();   ///< AT+CFUN=1,1 where the modem listens, and a new worker
  void tell_when_missing(Duration down_after) {
    settings_.down_after = down_after;
  }  ///< from its next absence on
  /// Ends the worker: at once, or once the send in hand has ended, at most after `bound`. Then calls `done`.
  void stop(Duration bound, std::function<void()> done);

  const ModemSettings& settings() const { return settings_; }
  ModemStatus status() const;

 private:
  enum class Phase {
    idle,
    absent,
    pause,
    starting,
    ready,
    ending
  };  ///< of the process; ModemState is the modem's
  enum class After { restart, hold, stop };
  struct Submission {
    AttemptId attempt;
    std::string to;
    sms::OutboundSegment segment;
  };

  // the worker's life (supervisor.cpp)
  void begin();
  void spawn();
  void pause_then_begin(Duration pause);
  void wait_for_device();
  void move(ModemEvent event);
  void move_at_end(bool was_up);
  void watch_absence();
  void tell_absence();
  void kill(const std::string& why);
  void watch_process();
  void on_ended(const std::string& how);
  Duration next_pause() const;
  bool is_failure() const;
  void learn_from_end();
  void end_when_idle(Duration bound, After after);

  // frames (supervisor_frames.cpp)
  void read_frames();
  bool read_one();
  void on_frame(wire::FromWorker& frame);
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
  bool expected(Job job);
  bool may_post(const sms::StorageSlot& slot, const wire::FromWorker& frame);
  void learn_network(sim::Registration registration);
  bool listing_goes_on();
  void post_poisoned(const sms::StorageSlot& slot);

  // commands (supervisor_jobs.cpp)
  void next();
  void give(Job job);
  void give_listing();
  void tell(const wire::ToWorker& value);
  void done(Job job);
  void deadline(Duration limit, const std::string& what);
  void no_deadline();
  double pace() const;
  void slow_down(const std::string& why);
  wire::Send send_frame(const Submission& submission) const;
  void cut_off(AttemptId attempt, const std::string& why);
  void watch_for_stuck(const char* what);
  void no_longer_stuck();
  bool nearly_full() const;
  void schedule_poll(Duration pause);
  void schedule_health();
  wire::Configure configuration();
  void note(log::Level level, const std::string& event, const std::string& text);

  ModemSettings settings_;
  boost::asio::io_context& io_;
  Sink sink_;
  Logger logger_;

  Phase phase_ = Phase::idle;
  After after_ = After::restart;
  std::function<void()> stopped_;
  bool winding_down_ = false;  ///< no new sends; ends when the one in hand has
  std::optional<Child> child_;
  boost::asio::posix::stream_descriptor socket_, process_;
  boost::asio::steady_timer wait_, deadline_, poll_, health_, bound_, absence_, stuck_wait_;
  DeviceWatch device_;
  unsigned life_ = 0;  ///< counts workers: a late callback of a former one is known by it
  unsigned failures_ = 0, deadline_number_ = 0, job_number_ = 0;
  Instant ready_since_{};

  // this worker
  Job in_hand_ = Job::none;
  enum class Pin { not_asked, asked, entered, answered } pin_ = Pin::not_asked;
  std::optional<AttemptId> sending_;
  std::optional<Instant> released_;  ///< since then its Ctrl-Z may have left
  bool prompt_due_ = false;
  bool stuck_ = false;  ///< the command in hand takes so long that lapord was told
  Slots slots_;
  std::optional<sms::StorageSlot> erasing_;
  std::deque<Submission> submissions_;
  std::deque<std::pair<std::string, UssdAnswer>> ussd_;
  bool want_list_ = false, want_health_ = false, want_reset_ = false, just_submitted_ = false;
  Instant health_asked_{};  ///< 0: not yet
  unsigned erased_in_a_row_ = 0, listed_ = 0, listing_frames_ = 0;

  // kept over workers
  ListingPlan listing_;
  bool by_slot_ = false;       ///< the listing in hand
  bool reset_next_ = false;    ///< the next worker only resets the modem
  bool asked_to_end_ = false;  ///< this worker's end is no failure of the modem's
  bool slowed_ = false;        ///< the modem was overrun: libGammu's own pace, until an operator's reset
  LateResults late_;           ///< sends without a result, whose results may still come
  std::optional<wire::WorkerEndingKind> trouble_;
  Instant gone_since_{};  ///< not usable
  ModemStatus status_;
};

}  // namespace lapor::modem
