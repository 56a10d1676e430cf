// One SMS as a modem hands it over, before it is judged or joined.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "domain/sms/national_alphabets.hpp"
#include "domain/sms/quarantine_cause.hpp"

namespace lapor::sms {

/// The concatenation element of a user data header (3GPP TS 23.040 §9.2.3.24.1 and .8).
struct Concat {
  unsigned reference = 0;
  unsigned bits = 8;    ///< 8 or 16: the width of the reference
  unsigned total = 0;   ///< 1 to 255
  unsigned number = 0;  ///< 0 to total: some senders begin with 0
  friend auto operator<=>(const Concat&, const Concat&) = default;
};

enum class Coding { gsm7, ucs2, octets };

/// An SMS-DELIVER (3GPP TS 23.040 §9.2.2.1).
struct InboundSegment {
  std::string sender;             ///< as the network gave it: hostile bytes, to be read by read_address()
  Instant service_centre_time{};  ///< TP-SCTS in UTC; the network's clock, not to be trusted for deadlines; 0
                                  ///< = unreadable
  Coding coding = Coding::gsm7;
  std::optional<unsigned> message_class;  ///< TP-DCS class 0..3
  unsigned pid = 0;                       ///< TP-PID; 0x40 is "type 0", silent
  bool waiting_indication = false;        ///< voicemail and the like (TP-DCS 0xC0..0xEF, or the UDH element)
  std::string udh;      ///< the user data header's bytes without its length byte, empty if none
  std::u16string text;  ///< UTF-16 units, of this part alone: a surrogate pair may be cut, and U+001B at its
                        ///< end is half of an extension character (gsm7.hpp); of octets what a person can
                        ///< read in them, else empty
  std::string octets;   ///< the payload where coding is octets
  friend bool operator==(const InboundSegment&, const InboundSegment&) = default;
};

/// The concatenation element of a UDH. nullopt if there is none, if it is malformed, or unless number <=
/// total and 1 <= total; the segment is then a text of its own.
std::optional<Concat> concat_of(const std::string& udh);
/// The national language tables that a UDH names (3GPP TS 23.040 §9.2.3.24.15 and .16).
Alphabet alphabet_of(const std::string& udh);

/// The segment with the text that a person can read in its octets, if it is in 8-bit coding.
InboundSegment with_readable_octets(InboundSegment segment);

/// The reason why this segment goes to quarantine instead of becoming a text; nullopt if it is a text. Words
/// that a person's phone (`from_a_person`) sent are a text also if they have a class, an identifier or a
/// lamp; only what a phone hides from its user (type 0) and what is addressed to a program isn't.
std::optional<QuarantineCause> quarantine_cause(const InboundSegment& part, bool from_a_person);

}  // namespace lapor::sms
