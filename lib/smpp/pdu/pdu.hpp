// SMPP 3.4 packets as values (SMPP Protocol Specification v3.4, issue 1.2; § below are its). Pure: bytes in,
// values out. What is read comes from a carrier and holds what strangers wrote, so reading is bounded and
// total; and it is tolerant, because carriers differ: values outside the specification's lists are kept as
// numbers, unknown parameters are kept, and the body of a response may be absent, short or longer.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lapor::smpp {

/// command_id (§5.1.2.1). A response is its request with the top bit set.
enum class Command : std::uint32_t {
  generic_nack = 0x80000000,
  bind_receiver = 0x00000001,
  bind_transmitter = 0x00000002,
  submit_sm = 0x00000004,
  deliver_sm = 0x00000005,
  unbind = 0x00000006,
  bind_transceiver = 0x00000009,
  enquire_link = 0x00000015,
  alert_notification = 0x00000102,
  data_sm = 0x00000103,
  bind_receiver_resp = 0x80000001,
  bind_transmitter_resp = 0x80000002,
  submit_sm_resp = 0x80000004,
  deliver_sm_resp = 0x80000005,
  unbind_resp = 0x80000006,
  bind_transceiver_resp = 0x80000009,
  enquire_link_resp = 0x80000015,
  data_sm_resp = 0x80000103,
};
constexpr Command response_to(Command c) {
  return static_cast<Command>(static_cast<std::uint32_t>(c) | 0x80000000u);
}
constexpr bool is_response(Command c) { return (static_cast<std::uint32_t>(c) & 0x80000000u) != 0; }

/// command_status (§5.1.3): those that we say ourselves or react to.
namespace status {
inline constexpr std::uint32_t ok = 0x00, invalid_command_length = 0x02, invalid_command = 0x03,
                               already_bound = 0x05, bind_failed = 0x0D, invalid_password = 0x0E,
                               invalid_system_id = 0x0F, queue_full = 0x14, throttled = 0x58,
                               temporary_error = 0x64;
}  // namespace status

/// Optional parameters (§5.3.2).
namespace tag {
inline constexpr std::uint16_t receipted_message_id = 0x001E, sar_reference = 0x020C, sar_total = 0x020E,
                               sar_number = 0x020F, message_payload = 0x0424, message_state = 0x0427;
}  // namespace tag

struct Tlv {
  std::uint16_t tag = 0;
  std::string value;
  friend bool operator==(const Tlv&, const Tlv&) = default;
};
using Tlvs = std::vector<Tlv>;
/// The value of the first with this tag; nullopt if there is none.
std::optional<std::string_view> find(const Tlvs& tlvs, std::uint16_t tag);
/// The same as a number, high octet first; nullopt if it is empty or longer than 4 octets.
std::optional<std::uint32_t> find_number(const Tlvs& tlvs, std::uint16_t tag);

struct Address {
  std::uint8_t ton = 0, npi = 0;  ///< type of number, numbering plan (§5.2.5, §5.2.6)
  std::string text;               ///< as it was written; at most 20 characters by the specification
  friend bool operator==(const Address&, const Address&) = default;
};

struct Bind {
  std::string system_id, password, system_type;
  std::uint8_t interface_version = 0x34;
  Address range;
  friend bool operator==(const Bind&, const Bind&) = default;
};
struct BindResponse {
  std::string system_id;
  Tlvs tlvs;
  friend bool operator==(const BindResponse&, const BindResponse&) = default;
};
/// submit_sm, deliver_sm and data_sm, which has fewer of the fields.
struct Message {
  std::string service_type;
  Address source, destination;
  std::uint8_t esm_class = 0, protocol_id = 0, priority = 0;
  std::string schedule, validity;
  std::uint8_t registered_delivery = 0, replace = 0, data_coding = 0, default_message = 0;
  std::string short_message;  ///< octets
  Tlvs tlvs;
  friend bool operator==(const Message&, const Message&) = default;
};
struct MessageResponse {
  std::string message_id;
  Tlvs tlvs;
  friend bool operator==(const MessageResponse&, const MessageResponse&) = default;
};
/// enquire_link, unbind, their responses, generic_nack, and commands that we don't know: what follows the
/// header isn't looked at.
struct Bare {
  friend bool operator==(const Bare&, const Bare&) = default;
};

using Body = std::variant<Bare, Bind, BindResponse, Message, MessageResponse>;

struct Header {
  Command command{};
  std::uint32_t status = 0, sequence = 0;
  friend bool operator==(const Header&, const Header&) = default;
};
struct Pdu {
  Header header;
  Body body;
  friend bool operator==(const Pdu&, const Pdu&) = default;
};

inline constexpr std::size_t header_length = 16, max_pdu = 16384;  ///< octets

struct Unreadable {
  Header header;
  std::string why;  ///< English
};
/// Reads one whole packet. \pre its size is at least header_length
std::variant<Pdu, Unreadable> read(std::string_view packet);
/// Strings are cut to what the specification allows; a short_message longer than 254 octets travels as
/// message_payload.
std::string write(const Pdu& pdu);

/// The octets of an outgoing or incoming message: short_message, or message_payload where that is empty.
std::string_view content(const Message& message);

/// "deliver_sm", "enquire_link_resp"; "0x00000112" where it is unknown.
std::string name(Command command);

}  // namespace lapor::smpp
