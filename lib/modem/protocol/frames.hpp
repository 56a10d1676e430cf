// The values that cross the socketpair between lapord and a modem's worker. One value a packet
// (SOCK_SEQPACKET), at most max_frame bytes. lapord and its workers are of one build, so `version` only
// guards against a worker that an upgrade left behind. What comes from a worker counts as hostile: where
// decoding gives nullopt, the worker is killed.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/delivery/cause.hpp"
#include "domain/sim/access.hpp"
#include "domain/sim/registration.hpp"
#include "domain/sms/inbound_segment.hpp"
#include "domain/sms/segmentation.hpp"
#include "domain/sms/storage_slot.hpp"
#include "engine/api/modem_profile.hpp"
#include "modem/protocol/late_results.hpp"

namespace lapor::modem::wire {

inline constexpr std::uint8_t version = 6;
inline constexpr std::size_t max_frame = std::size_t{64} * 1024;  ///< bytes

// lapord → worker. One command is in hand at a time; its answer is named with it.

/// The first frame of a worker's life. Answered by Ready, PinRequired or WorkerEnding.
struct Configure {
  std::string name, device;
  std::uint32_t baud = 115200;
  bool hardware_flow = false, fast_send = false;
  std::vector<std::string> init;              ///< AT commands, sent before libGammu connects
  std::vector<std::string> storages;          ///< where messages that arrive may lie: "SM", "ME"
  std::string cnmi;                           ///< the whole value of AT+CNMI; empty: libGammu chooses
  std::uint32_t sleep_scale_permille = 1000;  ///< how long libGammu's fixed sleeps last; 1000 is as it ships.
                                              ///< A send has its own
  Duration connect{}, command{}, send{}, ussd{};
  Duration settle{};  ///< quiet that a line with late results needs before anything is asked
  engine::UssdCoding ussd_coding = engine::UssdCoding::ucs2;
  LateResults late;       ///< what earlier workers left without a result
  std::string pin_tries;  ///< the command that tells how many tries the PIN has left; empty: none does
  std::vector<std::string> boot_lines;  ///< how the lines begin that the modem says as it starts
  std::string imei;                     ///< not empty: another modem is not taken
  bool by_imei_alone = false;           ///< a modem without an IMEI isn't taken either
  std::string service_centre;           ///< set where the SIM has none; empty: none
  std::string reset;                    ///< not empty: reset the modem by this command, say so and end
};
/// The first frame of the worker of a line to a carrier (SMPP), in the place of Configure. Such a worker has
/// no slots: a storage is the name of its connection, an index a message that arrived over it, and Erase
/// acknowledges that. It says NewMessageIndication when something arrived, List takes it. Several sends are
/// under way at once, each with its Prompted, ReleaseSubmit and SendResult.
struct ConfigureLine {
  std::string name, connection;
  std::string host, ca_file;  ///< `ca_file`: empty for the system's authorities
  std::uint32_t port = 2775;
  bool tls = false;
  std::string system_id, password, system_type;
  bool pair = false;
  std::string address;  ///< our own
  std::uint32_t address_ton = 0, address_npi = 0;
  std::string alphabet, message_ids;  ///< as the configuration names them
  Duration enquire{}, response{}, connect{};
};
/// Answered by any number of StoredSegment, UnreadableSlot, StatusReport, UnansweredSlot, ListProgress, then
/// ListDone.
struct List {
  bool by_slot = false;  ///< by AT+CMGR of each slot: the modem broke off its own listing
  std::vector<sms::StorageSlot> last, never;  ///< by slot: to be read after all others, or not at all
};
/// Answered by Erased.
struct Erase {
  sms::StorageSlot slot;
};
/// Answered by Prompted and then SendResult, or by SendResult alone.
struct Send {
  AttemptId attempt;
  std::string to;
  sms::OutboundSegment segment;
  LateResults late;         ///< sends before it that got no result
  Duration withhold_for{};  ///< how long a result that may be late is withheld if no other follows
  std::uint32_t sleep_scale_permille = 1000;  ///< for this send alone
  bool one_line = true;  ///< PDU mode is set in the line that asks for the prompt, else in one before it
};
/// The point of no return of this attempt is on disk: its Ctrl-Z may leave.
struct ReleaseSubmit {
  AttemptId attempt;
};
/// Answered by HealthResult.
struct Health {};
/// The modem has restarted, or has lost its settings: make them again. Answered by SetUpDone.
struct SetUp {};
/// Switch the radio off and on. Answered by RadioRestarted.
struct RestartRadio {};
/// Answered by UssdResult.
struct Ussd {
  std::string code;
};
/// Answered by WorkerEnding.
struct Reset {};
/// The try is on disk: the PIN may be entered. Answered by PinResult.
struct EnterPin {
  std::string pin;
};

// worker → lapord
struct Ready {
  std::string manufacturer, model, firmware, imei, imsi;
};
struct StoredSegment {
  sms::StorageSlot slot;
  sms::InboundSegment segment;
};
struct UnreadableSlot {
  sms::StorageSlot slot;
  std::string cause, raw;  ///< `raw` is the PDU in hex, as far as it was seen
};
struct StatusReport {
  std::optional<sms::StorageSlot> slot;  ///< nullopt: it came straight over the line (+CDS) and lies nowhere
  std::string recipient;
  std::uint32_t reference = 0, status = 0;  ///< TP-MR, TP-ST
  std::string message_id = {};              ///< a carrier's name for the message; empty: by the reference
};
/// An SMS-SUBMIT in a slot: a draft or a sent text of a former phone.
struct Leftover {
  sms::StorageSlot slot;
  std::string raw;  ///< the PDU in hex, as far as it was seen
};
/// While listing by slot: the modem didn't answer AT+CMGR of this one.
struct UnansweredSlot {
  sms::StorageSlot slot;
  bool others_answered = false;  ///< it answered for another slot in this listing
};
/// A long listing goes on.
struct ListProgress {};
struct ListDone {
  bool complete = false;  ///< false: the listing broke off; what came is good
  std::string detail;     ///< why it broke off
  bool refused = false;   ///< the modem refused it and is well: ask again
};
struct Erased {
  sms::StorageSlot slot;
  bool ok = false;
  std::string detail;  ///< the final result code where it isn't OK
};
/// libGammu has written the Ctrl-Z of this attempt; it is held back until ReleaseSubmit.
struct Prompted {
  AttemptId attempt;
};
enum class Outcome : std::uint8_t {
  accepted,
  refused,
  in_doubt,
  not_sent,
  not_asked  ///< the modem wasn't asked for its prompt: there is no service centre number
};
struct SendResult {
  AttemptId attempt;
  Outcome outcome = Outcome::not_sent;
  std::optional<std::uint32_t> reference;  ///< TP-MR, if accepted; nullopt: the modem said OK without one
  delivery::Refusal refusal;               ///< if refused
  std::string detail;
  std::string message_id = {};  ///< a carrier's, if accepted
};
/// Unsolicited, from a line to a carrier: it has read that these were acknowledged.
struct Settled {
  std::vector<sms::StorageSlot> slots;
};
/// Unsolicited: something arrived (+CMTI, +CDSI), or a storage is full (^SMMEMFULL). List.
struct NewMessageIndication {};
/// Unsolicited: a line that the modem says only as it starts. SetUp.
struct RestartIndication {
  std::string line;
  bool first = false;  ///< it begins a restart; others may come many seconds later
};
struct SetUpDone {
  bool ok = false;
  std::string detail;  ///< why it isn't
};
struct RadioRestarted {
  bool ok = false;
};
/// Unsolicited (+CREG): ask for Health.
struct RegistrationIndication {};
struct HealthResult {
  std::optional<std::uint32_t> signal_percent;
  std::string operator_name;
  sim::Registration registration = sim::Registration::unknown;
  std::optional<std::uint32_t> sim_slots_used, sim_slots;
  bool has_service_centre = true;  ///< its number is known, or needn't be
  sim::RadioAccess access = sim::RadioAccess::unknown;
  bool settings_lost = false;  ///< the modem has forgotten what it was told; they were made again
};
struct UssdResult {
  bool ok = false;
  std::string text;  ///< what the network said, or why there is nothing
};
/// The SIM asks for its PIN. The worker waits for EnterPin without a limit of its own.
struct PinRequired {
  std::optional<std::uint32_t> tries_left;
  std::string iccid;  ///< empty if the modem doesn't tell
};
struct PinResult {
  bool ok = false;
};
enum class WorkerEndingKind : std::uint8_t {
  need_pin,
  pin_wrong,
  need_puk,
  no_sim,
  no_device,
  no_answer,
  wrong_modem,
  unplugged,
  was_reset,
  refused,    ///< a carrier refuses the bind, and will refuse it again
  no_access,  ///< the device can't be opened: another program has it
  other
};
/// The last thing a worker says before it ends by itself.
struct WorkerEnding {
  WorkerEndingKind kind = WorkerEndingKind::other;
  std::string detail;
};
/// A line for the log, by the name of its event.
struct Remark {
  std::string event, text;
};

using ToWorker = std::variant<Configure, List, Erase, Send, ReleaseSubmit, Health, SetUp, RestartRadio, Ussd,
                              Reset, EnterPin, ConfigureLine>;
using FromWorker =
    std::variant<Ready, StoredSegment, UnreadableSlot, Leftover, StatusReport, UnansweredSlot, ListProgress,
                 ListDone, Erased, Prompted, SendResult, NewMessageIndication, RestartIndication,
                 RegistrationIndication, HealthResult, SetUpDone, RadioRestarted, UssdResult, PinRequired,
                 PinResult, WorkerEnding, Remark, Settled>;

/// The kind of device behind a worker: it decides how much a value can hold (bounds.hpp).
enum class Teller { modem, line };

}  // namespace lapor::modem::wire
