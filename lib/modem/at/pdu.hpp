// Reads an SMS as it crossed the line: the hex of +CMGL, +CMGR and +CDS (3GPP TS 23.040 §9.2.2.1 SMS-DELIVER,
// §9.2.2.3 SMS-STATUS-REPORT). libGammu's reader hides TP-PID and the group of TP-DCS, doubles "~" in UCS-2
// and reads past a bad header, so where the line was seen, this reading counts and not libGammu's. Pure; any
// bytes are safe.
#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "domain/sms/inbound_segment.hpp"

namespace lapor::modem {

struct StatusReport {
  std::string recipient;   ///< TP-RA
  unsigned reference = 0;  ///< TP-MR, 0 to 255
  unsigned status = 0;     ///< TP-ST, 0 to 255
};
/// An SMS-SUBMIT that lies in an outbox.
struct NotDeliver {};
struct BadPdu {
  std::string cause;  ///< for people: "cut short", "not hexadecimal"
};
using ReadPdu = std::variant<sms::InboundSegment, StatusReport, NotDeliver, BadPdu>;

/// `hex` begins with the service centre's address, as modems write it.
ReadPdu read_pdu(std::string_view hex);

}  // namespace lapor::modem
