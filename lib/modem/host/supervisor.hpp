// lapord's side of one modem. It waits for the device, starts a worker, gives it one command at a time with a
// deadline, turns what it says into events for the engine, and starts another when it ends or is late. A
// worker may be lent by a node: then it runs on another box, and the node is waited for in the device's
// place. Whatever a worker does, lapord only ever waits for it inside Asio.
//
// One thread, the event loop's. Every call returns at once. Events, and answers to calls, are posted: they
// run from the event loop, in order, never from inside a call. ModemDown comes after everything else of its
// worker, and only once the process is seen to have ended, so no Ctrl-Z leaves after it.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "domain/sim/pace_trial.hpp"
#include "domain/sms/segmentation.hpp"
#include "engine/api/events.hpp"
#include "engine/api/modem_profile.hpp"
#include "engine/api/views.hpp"
#include "modem/host/asio.hpp"
#include "modem/host/device_watch.hpp"
#include "modem/host/frame_budget.hpp"
#include "modem/host/hearing.hpp"
#include "modem/host/lent_workers.hpp"
#include "modem/host/posted_events.hpp"
#include "modem/host/recovery.hpp"
#include "modem/host/states.hpp"
#include "modem/host/timer.hpp"
#include "modem/host/worker_life.hpp"
#include "modem/protocol/late_results.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {

/// The sleep scale while a modem is sent to: from the profile's value on ever shorter, as long as nothing is
/// lost; always libGammu's own; or at once the profile's value for "fast".
enum class Pace { profile, stock, fast };
sim::PaceRange pace_range(Pace pace, const engine::ModemProfile& profile);

/// A line to a carrier in the place of a modem: its worker is lapord-smpp. It has no device to wait for, and
/// several sends under way.
struct LineSettings {
  std::string host, ca_file;
  unsigned port = 2775;
  bool tls = false;
  std::string system_id, password, system_type;
  bool pair = false;
  std::string address;
  unsigned address_ton = 0, address_npi = 0;
  std::string alphabet, message_ids;  ///< as the configuration names them
  Duration enquire{std::chrono::seconds(30)}, response{std::chrono::seconds(30)};
};

struct ModemSettings {
  std::string name, device;
  engine::ModemProfile profile;
  Pace pace = Pace::profile;
  std::string pin;     ///< empty: none
  std::string worker;  ///< the program, "/usr/libexec/lapord/lapord-modem"
  std::optional<LineSettings> line;
  Duration down_after{
      std::chrono::minutes(10)};         ///< not usable for so long, ModemMissing is posted; 0: never
  std::string imei;                      ///< not empty: another modem in its place is refused
  std::string service_centre;            ///< set where the SIM has none
  engine::UnansweredSends unanswered{};  ///< left in this modem by a former life of lapord
  Duration deaf_after{std::chrono::minutes(10)};  ///< texts have no receipts for so long: see hearing.hpp
  std::string ports = "/dev";  ///< where a modem is looked for that has an IMEI and no device
  std::string node{};          ///< not empty: the box that lends its worker; `device` is there
};

/// A port that doesn't have the modem which is looked for.
struct PortRefusal {
  std::string device, why;
};

struct ModemStatus {
  static constexpr auto no_service_centre =
      "no service centre number on the SIM (AT+CSCA); set csca in [[modem]]";

  std::string name;
  ModemState state = ModemState::connecting;
  std::optional<int> pid;
  std::optional<unsigned> signal_percent, sim_slots_used, sim_slots;
  std::string operator_name;  ///< empty: unknown
  std::string last_error;     ///< empty: none since it was ready
  sim::Registration registration = sim::Registration::unknown;
  sim::RadioAccess access = sim::RadioAccess::unknown;
  std::map<std::string, std::int64_t> ends{};  ///< how often a worker ended, by why

  bool lacks_service_centre() const { return last_error == no_service_centre; }
};

class Supervisor {
 public:
  using Sink = PostedEvents::Sink;
  using Logger = std::function<void(const log::Record&)>;

  /// `lent` is needed where settings.node isn't empty, and outlives this.
  Supervisor(boost::asio::io_context& io, ModemSettings settings, Sink sink, Logger logger,
             LentWorkers* lent = nullptr);
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  /// Begins, once; after stop() it does nothing.
  void start();

  // The engine's effects.
  /// Erases what a listing of this worker found there; of another worker's, nothing happens.
  void erase(const sms::StorageSlot& slot);
  /// A line takes as many at once as its window. Answered by exactly one of SendAccepted, SendRefused,
  /// SendInDoubt, SendAborted or ModemDown.
  void submit(AttemptId attempt, const std::string& to, const sms::OutboundSegment& segment);
  /// The attempt's point of no return is on disk. Nothing happens unless it is in hand.
  void release(AttemptId attempt);
  /// One of these answers PinRequired; unasked, nothing happens.
  void enter_pin();
  void withhold_pin(const std::string& why);

  /// The pace that this modem has proven before.
  void use_pace(const sim::ProvenPace& known) { kept_.pace.go_on_with(known); }

  // The operator's orders.
  /// `code` is digits, * and #. `answer` is called once, also if the modem can't.
  void ussd(const std::string& code, UssdAnswer answer);
  /// Lets a send in hand end, then leaves the device to others until resume().
  void hold();
  /// Also ends a wait for a PIN or after a failure.
  void resume();
  /// AT+CFUN=1,1 where the modem listens, and a new worker.
  void reset();
  /// Ends the worker at once, for example because its node is not admitted any more.
  void cut_off(const std::string& why);
  /// Takes effect when the modem is next absent.
  void set_down_after(Duration down_after) { settings_.down_after = down_after; }
  /// Ends the worker, at once or when the send in hand has ended, at most after `bound`. Then `done` is
  /// posted, behind all events; it may end this supervisor.
  void stop(Duration bound, std::function<void()> done);

  const ModemSettings& settings() const { return settings_; }
  ModemStatus status() const;

 private:
  enum class After { restart, hold, stop };       ///< what follows the end of a worker
  enum class Between { nothing, device, pause };  ///< what is waited for while there is no worker

  /// State that outlives a worker.
  struct Kept {
    ListingPlan listing;
    LateResults late;
    FrameBudget budget;
    unsigned failures = 0;      ///< of workers, in a row
    bool reset_next = false;    ///< the next worker only resets the modem
    bool told_refused = false;  ///< its operator was told that the carrier refuses it
    Hearing hearing{{}};
    sim::PaceTrial pace;                ///< how fast it is sent to
    bool prompts_in_one_line = true;    ///< false once a send got no prompt
    std::string imei;                   ///< of the modem that was ready last; empty: it doesn't say
    std::string device;                 ///< where it is looked for; empty: where the configuration says
    bool was_here = false;              ///< it has been ready at `device`
    std::string port;                   ///< the numbered port that the configured name led to last
    std::vector<std::string> ports;     ///< the ports to look at next
    std::vector<PortRefusal> refusals;  ///< of this search
    std::optional<wire::WorkerEndingKind> last_ending;
    std::optional<Instant> unusable_since;  ///< nullopt while it is usable
    std::optional<Instant> restart_told;    ///< when a restart of the modem was last logged
    unsigned remedies = 0;                  ///< tried since it has had no network
    bool trying_text = false;               ///< a text is tried though no network is told
    bool sends_anyway = false;              ///< a text went out though no network was told
    unsigned refused_listings = 0;          ///< in a row
    unsigned hidden_slots = 0;              ///< in use, as the modem says, and found by no listing
    ModemStatus status;
  };

  // supervisor.cpp: the worker's life
  void begin();
  void spawn();
  void pause_then_begin(Duration pause);
  void wait_for_device();
  void apply(ModemEvent event);

  // supervisor_lent.cpp: a worker that a node lends
  bool is_lent() const { return !settings_.node.empty(); }
  void wait_for_node();
  void end_lent();
  void note_lost_link();
  bool is_absent_there(const WorkerLife& ended) const;

  // supervisor_search.cpp: a modem that is known by its IMEI
  const std::string& device() const;
  bool is_candidate() const;
  bool is_anywhere() const;
  bool may_be_elsewhere(wire::WorkerEndingKind ending) const;
  void begin_search();
  void look_everywhere();
  bool look_elsewhere();
  bool search_goes_on();
  void search_while_away();
  void found_here();
  void not_here(const std::string& why);
  void tell_not_found();

  // supervisor.cpp again
  void watch_absence();
  void report_absence();
  void usable_again();
  void kill(const std::string& why);
  void watch_process();
  void on_ended();
  void keep_of(const WorkerLife& ended);
  void tell_trouble(const std::string& why);
  void report_end(const WorkerLife& ended, const std::string& how);
  void after_end();
  void apply_end(const WorkerLife& ended);
  bool is_failure(const WorkerLife& ended) const;
  Duration next_pause() const;
  void wind_up();
  void end_when_idle(Duration bound, After after);
  void note(log::Level level, const std::string& event, const std::string& text);
  void note_restart(const std::string& line);

  // supervisor_frames.cpp: what the worker says
  void read_frames();
  bool read_one();
  void on(wire::Ready& v);
  void on(wire::StoredSegment& v);
  void on(wire::UnreadableSlot& v);
  void on(wire::StatusReport& v);
  void on(wire::Leftover& v);
  void on(wire::UnansweredSlot& v);
  void on(wire::ListProgress& v);
  void on(wire::ListDone& v);
  void on(wire::Erased& v);
  void on(wire::Prompted& v);
  void on(wire::SendResult& v);
  void on(wire::NewMessageIndication& v);
  void on(wire::RestartIndication& v);
  void on(wire::SetUpDone& v);
  void on(wire::RadioRestarted& v);
  void on(wire::RegistrationIndication& v);
  void on(wire::HealthResult& v);
  void on(wire::UssdResult& v);
  void on(wire::PinRequired& v);
  void on(wire::PinResult& v);
  void on(wire::WorkerEnding& v);
  void on(wire::Remark& v);
  void on(wire::Settled& v);
  void on_line_prompted(const wire::Prompted& v);
  void on_line_result(const wire::SendResult& v);
  bool is_expected(Command command);
  SlotTracker::Posting may_post(const sms::StorageSlot& slot, const wire::FromWorker& frame);
  bool may_post_slotless();
  bool listing_goes_on();
  void post_poisoned(const sms::StorageSlot& slot);
  void find_hidden_slots();

  // supervisor_network.cpp: a modem without a network
  void apply_health(const wire::HealthResult& v);
  void network_found();
  void network_lost(const std::string& why);
  void watch_hearing();
  void remedy_network();
  void try_remedy(NetworkRemedy remedy);
  void text_went_out();
  void text_met_no_network();

  // supervisor_commands.cpp: what the worker is told
  bool is_there() const;
  bool is_ready() const { return worker_ && worker_->phase == WorkerLife::Phase::ready; }
  void choose_next();
  void choose();
  void give(Command command);
  void give_listing();
  void give_submission();
  void command_done(Command command);
  void tell(const wire::ToWorker& value);
  void set_deadline(Duration limit, const std::string& what);
  void give_line_submission(const Submission& submission);
  void end_overdue_sends();
  void release_on_line(AttemptId attempt);
  void abort_submission(AttemptId attempt, const std::string& why);
  void abort_submissions(const std::string& why);
  void watch_for_stuck(Command command);
  bool is_nearly_full() const;
  void list_in(Duration pause);
  void ask_health_in(Duration pause);
  wire::Send send_frame(const Submission& submission) const;
  wire::Configure configuration();
  wire::ConfigureLine line_configuration() const;
  wire::ToWorker first_frame();
  std::uint32_t patient_permille() const;
  void sent_cleanly();
  void seemed_hasty(const std::string& why);
  void got_no_prompt();
  void learn_modem(const std::string& imei);

  ModemSettings settings_;
  boost::asio::io_context& io_;
  LentWorkers* lent_;
  Logger logger_;
  PostedEvents events_;

  Kept kept_;
  std::shared_ptr<WorkerLife> worker_;  ///< null while there is none
  Between between_ = Between::nothing;
  Timer pause_, absence_, network_;
  DeviceWatch device_;
  std::shared_ptr<LentWorkers::Found> node_;  ///< called when the node is there

  After after_ = After::restart;
  std::function<void()> stopped_;
};

}  // namespace lapor::modem
