#include "smpp/pdu/pdu.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lapor::smpp {

std::optional<std::string_view> find(const Tlvs& tlvs, std::uint16_t tag) {
  const auto at = std::find_if(tlvs.begin(), tlvs.end(), [&](const Tlv& t) { return t.tag == tag; });
  if (at == tlvs.end()) return std::nullopt;
  return at->value;
}

std::optional<std::uint32_t> find_number(const Tlvs& tlvs, std::uint16_t tag) {
  const auto value = find(tlvs, tag);
  if (!value || value->empty() || value->size() > 4) return std::nullopt;
  std::uint32_t n = 0;
  for (const char c : *value) n = n << 8 | static_cast<unsigned char>(c);
  return n;
}

std::string_view content(const Message& message) {
  if (!message.short_message.empty()) return message.short_message;
  return find(message.tlvs, tag::message_payload).value_or(std::string_view{});
}

std::string name(Command command) {
  constexpr std::array<std::pair<Command, std::string_view>, 10> names{
      {{Command::generic_nack, "generic_nack"},
       {Command::bind_receiver, "bind_receiver"},
       {Command::bind_transmitter, "bind_transmitter"},
       {Command::submit_sm, "submit_sm"},
       {Command::deliver_sm, "deliver_sm"},
       {Command::unbind, "unbind"},
       {Command::bind_transceiver, "bind_transceiver"},
       {Command::enquire_link, "enquire_link"},
       {Command::alert_notification, "alert_notification"},
       {Command::data_sm, "data_sm"}}};
  for (const auto& [known, text] : names) {
    if (known == command) return std::string(text);
    if (response_to(known) == command) return fmt::format("{}_resp", text);
  }
  return fmt::format("0x{:08x}", static_cast<std::uint32_t>(command));
}

}  // namespace lapor::smpp
