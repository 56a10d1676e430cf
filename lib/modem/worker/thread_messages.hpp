// Messages between a worker's two threads over their socketpair, one value a packet, in the encoding of
// protocol/codec.hpp. They share no memory: the session's thread may be deep inside libGammu, and what
// libGammu has read may have damaged it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "domain/delivery/cause.hpp"
#include "domain/sms/storage_slot.hpp"
#include "modem/protocol/late_results.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem::threads {

inline constexpr std::size_t max_packet =
    wire::max_frame + 64;  ///< bytes: a whole wire frame within a packet

// session → pump
/// A frame for lapord, whole.
struct FrameToLapord {
  std::string frame;
};
/// The next AT+CMGS is this attempt's. It goes before the bytes that libGammu writes for it.
struct ArmSend {
  AttemptId attempt;
  LateResults late;         ///< sends before it that got no result
  Duration withhold_for{};  ///< how long a result that may be late is withheld if no other follows
  bool one_line = true;     ///< as in wire::Send
};
/// The send has ended.
struct DisarmSend {};
/// AT+CPMS is to name three storages: this one where a command names fewer.
struct CompleteStorages {
  std::string storage;
};
/// Answered by KnownSettings.
struct AskSettings {};
/// Pass on what is queued for lapord, then end the process.
struct EndProcess {};
using ToPump = std::variant<FrameToLapord, ArmSend, DisarmSend, CompleteStorages, AskSettings, EndProcess>;

// pump → session
/// A frame of lapord's, whole.
struct FrameFromLapord {
  std::string frame;
};
/// The Ctrl-Z of this attempt has left.
struct CtrlZLeft {
  AttemptId attempt;
};
/// The refusal of the present send.
struct SendRefused {
  delivery::Refusal refusal;
};
/// The PDU of a slot, as it crossed the line.
struct SlotPdu {
  sms::StorageSlot slot;
  std::string hex;
};
/// The commands that set what the modem forgets when it restarts.
struct KnownSettings {
  std::vector<std::string> commands;
};
/// The modem refused AT+CMGL, and libGammu was told of an empty list.
struct ListingWasRefused {
  std::string error;
};
using ToSession =
    std::variant<FrameFromLapord, CtrlZLeft, SendRefused, SlotPdu, KnownSettings, ListingWasRefused>;

std::string encode(const ToPump& value);
std::string encode(const ToSession& value);
/// nullopt if the other thread sent what it never sends: the process should end.
std::optional<ToPump> decode_to_pump(std::string_view packet);
std::optional<ToSession> decode_to_session(std::string_view packet);

}  // namespace lapor::modem::threads
