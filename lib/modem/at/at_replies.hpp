// Reads the replies to the few AT commands that a worker sends by itself (3GPP TS 27.005, 27.007). `lines`
// are those of AtReply. Pure; any lines are safe, and what can't be read is unknown.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/sim/access.hpp"
#include "domain/sim/registration.hpp"

namespace lapor::modem {

using Lines = std::vector<std::string>;

enum class PinState { ready, wants_pin, wants_puk, no_sim, busy, unknown };
/// AT+CPIN? (27.007 §8.3). `error` is the final result code where it isn't OK.
PinState read_pin_state(const Lines& lines, std::string_view error);
/// True if this final result code of AT+CPIN= says that the PIN was wrong. A bare ERROR does; a busy SIM's
/// doesn't.
bool says_wrong_pin(std::string_view error);
/// The number of tries that the PIN has left, at most 10. AT#PCT, AT+SPIC and the like: the first plain
/// number after the colon; AT^CPIN?: that of the PIN itself. nullopt if it isn't told.
std::optional<unsigned> read_pin_tries_left(const Lines& lines);
/// AT+CCID: the ICCID, 18 to 20 digits, or empty.
std::string read_iccid(const Lines& lines);

/// AT+CREG?, AT+CGREG? or AT+CEREG? (27.007 §7.2, §10.1.20, §10.1.22): what any of these lines says, the
/// best.
sim::Registration read_registration(const Lines& lines);
/// AT+CSCA? (27.005 §3.3.1): whether the SIM has a service centre's number; nullopt if the modem can't tell
/// yet.
std::optional<bool> read_has_service_centre(const Lines& lines);
/// AT+CNMI? (27.005 §3.4.1): whether arrivals are told; nullopt if it can't be read.
std::optional<bool> read_tells_arrivals(const Lines& lines);
/// AT+CREG? (27.007 §7.2): whether changes of the registration are told; nullopt if it can't be read.
std::optional<bool> read_tells_registration(const Lines& lines);
/// AT+CMGF? (27.005 §3.2.3): whether the modem is in text mode.
bool read_text_mode(const Lines& lines);
/// AT+COPS? (27.007 §7.3): the operator's name in UTF-8, at most 40 bytes of the reply, or empty.
std::string read_operator(const Lines& lines);
/// AT+COPS?: the generation of the network, where the modem tells it.
sim::RadioAccess read_radio_access(const Lines& lines);
/// AT+CGSN (27.007 §5.4): the IMEI, 14 to 16 digits, or empty.
std::string read_imei(const Lines& lines);
/// AT+CSCS? (27.007 §5.5): the name of the character set, whatever set that name is written in, or empty.
std::string read_charset(const Lines& lines);

struct StorageUsage {
  std::optional<unsigned> used_slots, slots;
};
/// AT+CPMS? (27.005 §3.2.2): how full a storage is.
StorageUsage read_storage_usage(const Lines& lines, std::string_view storage);
/// AT+CPMS="SM": how many slots the storage just chosen has.
std::optional<unsigned> read_slot_count(const Lines& lines);

}  // namespace lapor::modem
