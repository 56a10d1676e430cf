// The values that cross the socketpair between lapord and a modem's worker. One value a packet
// (SOCK_SEQPACKET), at most max_frame bytes: version, kind, fields in order. Decoding is strict, because the
// worker counts as hostile input: anything wrong gives nothing, and the worker is killed.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "domain/delivery/cause.hpp"
#include "domain/sim/registration.hpp"
#include "domain/sms/inbound_segment.hpp"
#include "engine/api/modem_profile.hpp"

namespace lapor::modem::wire {

inline constexpr std::uint8_t version = 2;
inline constexpr std::size_t max_frame = 64 * 1024;

// lapord → worker
/// The first frame of a worker's life.
struct Configure {
  std::string name, device;
  std::uint32_t speed = 115200;
  bool hardware_flow = false, fast_send = false;
  std::vector<std::string> init, storages;
  std::string cnmi;                    ///< all of AT+CNMI; empty: libGammu chooses
  std::uint32_t pace_permille = 1000;  ///< libGammu's sleeps, in thousandths
  Duration connect{}, command{}, send{}, ussd{};
  Duration settle{};  ///< quiet wanted on the line before anything is asked; 0: the usual moment
  engine::UssdCoding ussd_coding = engine::UssdCoding::ucs2;
  std::uint32_t late = 0;  ///< so many sends of former lives got no answer; theirs may come yet
  std::string pin_tries;   ///< the command that tells how many tries the SIM has left; empty: none
  std::string reset;       ///< not empty: reset the modem by this command, say so and end
};
struct List {
  bool by_slot = false;                 ///< AT+CMGR for each slot: the modem broke off its own listing
  std::vector<std::string> late, skip;  ///< by slot: "SM 3" to read after all others, or not at all
};
struct Erase {
  std::string storage;
  std::uint32_t index = 0;
};
struct Send {
  std::int64_t attempt = 0;
  std::string to;
  sms::Coding coding = sms::Coding::gsm7;
  std::string udh, text;             ///< as sms::OutboundSegment has them
  bool report = true;                ///< ask for an SMS-STATUS-REPORT
  std::uint32_t late = 0;            ///< so many sends before it got no answer; theirs may come yet
  std::int32_t late_reference = -1;  ///< of the first of them, the next ones follow; -1: unknown
  Duration late_wait{};              ///< how long another answer is waited for after one that may be theirs
};
struct ReleaseSubmit {
  std::int64_t attempt = 0;
};
struct Health {};
struct Ussd {
  std::string code;
};
struct Reset {};
struct Quit {};
/// The answer to PinWanted, where the PIN may be entered.
struct EnterPin {
  std::string pin;
};

// worker → lapord
struct Ready {
  std::string manufacturer, model, firmware, imei, imsi;
};
struct Stored {
  std::string storage;
  std::uint32_t index = 0;
  sms::InboundSegment part;
};
struct Unreadable {
  std::string storage;
  std::uint32_t index = 0;
  std::string cause, raw;
};
struct StatusReport {
  std::string storage;  ///< empty: it came straight over the line and lies nowhere
  std::uint32_t index = 0;
  std::string recipient;
  std::uint32_t reference = 0, status = 0;
};
/// By slot: the modem didn't answer AT+CMGR for this one.
struct SlotHung {
  std::string storage;
  std::uint32_t index = 0;
  bool others = false;  ///< it answered for another one, in this listing
};
/// A long listing goes on.
struct Progress {};
struct ListDone {
  bool complete = false;  ///< false: the listing broke off, what came is good
  std::string detail;
};
struct Erased {
  std::string storage;
  std::uint32_t index = 0;
  bool ok = false;
  std::string detail;
};
struct Prompted {
  std::int64_t attempt = 0;
};
enum class Outcome : std::uint8_t { accepted, refused, in_doubt, not_sent };
struct SendResult {
  std::int64_t attempt = 0;
  Outcome outcome = Outcome::not_sent;
  std::uint32_t reference = 0;  ///< when accepted
  delivery::Refusal refusal;    ///< when refused
  std::string detail;
};
/// Something arrived, or a memory is full: list.
struct NewMessageIndication {
  std::string line;
};
struct HealthResult {
  std::int32_t signal_percent = -1;  ///< -1 unknown
  std::string operator_name;
  sim::Registration registration = sim::Registration::unknown;
  std::int32_t sim_used = -1, sim_size = -1;
};
struct UssdResult {
  bool ok = false;
  std::string text;
};
/// The SIM wants its PIN: the worker waits for EnterPin, for ever.
struct PinWanted {
  std::int32_t tries_left = -1;  ///< -1: unknown
  std::string card;              ///< its ICCID, or empty
};
struct PinEntered {
  bool ok = false;
};
enum class TroubleKind : std::uint8_t {
  need_pin,
  pin_wrong,
  need_puk,
  no_sim,
  no_device,
  no_answer,
  unplugged,
  was_reset,
  other
};
/// The last thing a worker says before it ends.
struct Trouble {
  TroubleKind kind = TroubleKind::other;
  std::string detail;
};
/// Worth a line in the log, no more.
struct Remark {
  std::string event, text;
};

using ToWorker =
    std::variant<Configure, List, Erase, Send, ReleaseSubmit, Health, Ussd, Reset, Quit, EnterPin>;
using FromWorker = std::variant<Ready, Stored, Unreadable, StatusReport, ListDone, Erased, Prompted,
                                SendResult, NewMessageIndication, HealthResult, UssdResult, PinWanted,
                                PinEntered, Trouble, Remark, SlotHung, Progress>;

std::string encode(const ToWorker& value);
std::string encode(const FromWorker& value);
std::optional<ToWorker> decode_to_worker(std::string_view frame);
std::optional<FromWorker> decode_from_worker(std::string_view frame);

}  // namespace lapor::modem::wire
