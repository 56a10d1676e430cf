// Reads an SMS as it crossed the line: the hex of AT+CMGL, AT+CMGR and +CDS (3GPP TS 23.040 §9.2.2.1 and
// §9.2.2.3). libGammu's reader hides the protocol id and the coding group, doubles "~" in UCS-2 and reads
// past a bad header, so where the line was seen, this reading is the one that counts. Pure; any bytes are
// safe.
#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "domain/sms/inbound_segment.hpp"

namespace lapor::modem {

struct StatusReport {
  std::string recipient;
  unsigned reference = 0;  ///< TP-MR
  unsigned status = 0;     ///< TP-ST
};
struct NotDeliver {};  ///< an SMS-SUBMIT lying in an outbox: none of ours
struct BadPdu {
  std::string cause;
};

/// `hex` begins with the SMSC's address, as modems give it.
std::variant<sms::InboundSegment, StatusReport, NotDeliver, BadPdu> read_pdu(std::string_view hex);

}  // namespace lapor::modem
