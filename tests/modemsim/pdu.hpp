// The three TPDUs that cross a modem's line (3GPP TS 23.040 §9.2.2): SUBMIT is read, DELIVER and
// STATUS-REPORT are written. Kept apart from the gateway's own understanding of SMS, as a witness against it.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapor::modemsim {

enum class Coding { gsm7, octets, ucs2 };
std::string_view name_of(Coding coding);

using Seconds = std::chrono::sys_seconds;

/// A text that the modem was told to send.
struct Submit {
  std::string to;           ///< "+62…" for international, digits or a name otherwise
  std::string raw_address;  ///< TP-DA as it came, for the status report
  unsigned dcs = 0, pid = 0;
  bool wants_report = false;  ///< TP-SRR
  Coding coding = Coding::gsm7;
  std::string udh;      ///< without its length byte
  std::u16string text;  ///< of this part alone; empty for octets
  std::string octets;
};

/// Reads an SMS-SUBMIT with the service centre's address in front, as AT+CMGS takes it.
/// `tpdu_length` is the length that the command announced; a wrong one is refused, as modems do.
std::optional<Submit> decode_submit(std::string_view bytes, std::size_t tpdu_length);

/// A text that arrives. `text` or `octets` fill it, by coding.
struct Deliver {
  std::string from;
  unsigned pid = 0;
  std::optional<unsigned> dcs;            ///< overrides what coding and message_class would make
  std::optional<unsigned> message_class;  ///< 0..3
  Coding coding = Coding::gsm7;
  std::string udh;  ///< without its length byte
  std::u16string text;
  std::string octets;
  Seconds service_centre_time{};
};

/// Bytes with the service centre's address in front, as AT+CMGR shows them.
std::string encode_deliver(const Deliver& deliver, std::string_view smsc);

struct StatusReport {
  std::uint8_t reference = 0;
  std::string raw_address;
  Seconds service_centre_time{}, discharge_time{};
  std::uint8_t status = 0;  ///< TP-ST
};
std::string encode_status_report(const StatusReport& report, std::string_view smsc);

/// Cuts a text into what fits one SMS each and chooses the alphabet. One part carries no header, more carry a
/// concatenation element with `reference` of 8 or 16 bits.
std::vector<Deliver> split(const Deliver& whole, unsigned reference, unsigned bits);
/// A concatenation element (§9.2.3.24.1 and .8).
std::string concat_udh(unsigned reference, unsigned bits, unsigned total, unsigned number);

struct Concat {
  unsigned reference = 0, total = 0, number = 0;
};
std::optional<Concat> concat_of(std::string_view udh);

/// The length as AT commands count it: all bytes without the service centre's address. 0 if that address is
/// cut short.
std::size_t tpdu_length(std::string_view bytes);

}  // namespace lapor::modemsim
