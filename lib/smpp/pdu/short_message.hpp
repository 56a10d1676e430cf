// Between a carrier's message and a segment of an SMS: codings, user data header, addresses. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/sms/inbound_segment.hpp"
#include "domain/sms/segmentation.hpp"
#include "smpp/pdu/pdu.hpp"

namespace lapor::smpp {

/// This carrier's alphabet for data_coding 0, "SMSC default alphabet" (§5.2.19).
enum class Alphabet : std::uint8_t {
  gsm7,    ///< GSM 03.38, one septet an octet: nearly all
  latin1,  ///< ISO 8859-1
  ascii    ///< and nothing above 0x7F
};
/// "gsm7", "latin1", "ascii".
std::optional<Alphabet> alphabet(std::string_view name);

inline constexpr std::size_t longest_text = 4096;  ///< UTF-16 units of one message

/// The segment that a deliver_sm or data_sm brought; or in English why it can't be read. Its service centre
/// time is 0, because SMPP has none. A coding that is no text gives octets.
std::variant<sms::InboundSegment, std::string> inbound(const Message& message, Alphabet standard);

/// Our own address, as it is written in each submit_sm.
struct Sender {
  Address address;
  Alphabet standard = Alphabet::gsm7;
};
/// A submit_sm that asks for a receipt. `to` is E.164. What the carrier's alphabet can't say is sent as
/// UTF-16.
Message outbound(const Sender& sender, std::string_view to, const sms::OutboundSegment& segment);

/// "+628110000123" for an international number (ton 1), else as it was written.
std::string readable(const Address& address);

}  // namespace lapor::smpp
