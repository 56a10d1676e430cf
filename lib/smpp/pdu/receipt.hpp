// Delivery receipts: what a carrier says of a text that it took (SMPP 3.4 appendix B, §5.2.28, and what
// carriers make of it). Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "smpp/pdu/pdu.hpp"

namespace lapor::smpp {

/// The two notations of one message's id at a carrier: in submit_sm_resp, and in the receipt.
enum class MessageIds : std::uint8_t {
  same,
  hex_to_decimal,  ///< hexadecimal in the response, decimal in the receipt
  decimal_to_hex   ///< the other way
};
/// "same", "hex_to_decimal", "decimal_to_hex".
std::optional<MessageIds> message_ids(std::string_view name);

/// The id as it is compared: in upper case, without leading zeros, and of a response in the way in which this
/// carrier's receipts write it. At most 64 octets. Empty if the carrier gave none.
std::string id_of_response(std::string_view id, MessageIds way);
std::string id_of_receipt(std::string_view id);

struct Receipt {
  std::string id;          ///< as id_of_receipt() gives it; empty if it names none
  unsigned tp_status = 0;  ///< what it says, as TP-ST of a status report (3GPP TS 23.040 §9.2.3.15)
  friend bool operator==(const Receipt&, const Receipt&) = default;
};
/// The receipt that a deliver_sm or data_sm is; nullopt if it is a message of a person's. esm_class alone
/// decides: some carriers add receipted_message_id to ordinary texts.
std::optional<Receipt> receipt_of(const Message& message);

}  // namespace lapor::smpp
