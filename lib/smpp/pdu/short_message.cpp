#include "smpp/pdu/short_message.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"

namespace lapor::smpp {
namespace {

constexpr unsigned has_udh = 0x40;  // esm_class, §5.2.12
constexpr std::uint8_t international = 1, alphanumeric = 5, isdn = 1;

enum class Reading { standard, ascii, latin1, utf16, octets };

struct Coding {
  Reading reading = Reading::octets;
  std::optional<unsigned> message_class;
  bool waiting = false;
};

/// §5.2.19. Below 0x10 the values are SMPP's; above, carriers pass on TP-DCS (3GPP TS 23.038 §4).
Coding coding_of(unsigned data_coding) {
  constexpr Reading by_group[] = {Reading::standard, Reading::octets, Reading::utf16, Reading::octets};
  if (data_coding >= 0xF0)
    return {(data_coding & 0x04) != 0 ? Reading::octets : Reading::standard, data_coding & 0x03, false};
  if (data_coding >= 0xC0)
    return {data_coding >= 0xE0 ? Reading::utf16 : Reading::standard, std::nullopt, true};
  if (data_coding >= 0x10 && data_coding < 0x80) {
    const auto message_class = (data_coding & 0x10) != 0 ? std::optional(data_coding & 0x03) : std::nullopt;
    return {by_group[data_coding >> 2 & 0x03], message_class, false};
  }
  switch (data_coding) {
    case 0x00:
      return {Reading::standard, std::nullopt, false};
    case 0x01:
      return {Reading::ascii, std::nullopt, false};
    case 0x03:
      return {Reading::latin1, std::nullopt, false};
    case 0x08:
      return {Reading::utf16, std::nullopt, false};
    default:
      return {Reading::octets, std::nullopt, false};
  }
}

std::u16string latin1_of(std::string_view octets) {
  std::u16string out;
  for (const char c : octets) out += static_cast<char16_t>(static_cast<unsigned char>(c));
  return out;
}

bool is_7bit(std::string_view octets) {
  return std::all_of(octets.begin(), octets.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Nobody writes control characters but ends of lines and tabs. Some clients and carriers call GSM 03.38 IA5,
/// and there "@", "£", "_" and the extension characters are such octets.
bool has_control(std::string_view octets) {
  return std::any_of(octets.begin(), octets.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
  });
}

bool is_utf8(std::string_view octets) { return utf8::decode(octets).find(U'\uFFFD') == std::u32string::npos; }

/// Neither a septet nor ASCII has bit 7: where it is set the carrier means another coding than it says.
std::u16string text_of(std::string_view octets, Reading reading, Alphabet standard, const std::string& udh) {
  if (reading == Reading::utf16) return utf8::utf16_of_octets(octets);
  const bool latin1 =
      reading == Reading::latin1 || (reading == Reading::standard && standard == Alphabet::latin1);
  if (!latin1 && !is_7bit(octets)) return is_utf8(octets) ? utf8::to_utf16(octets) : latin1_of(octets);
  const bool gsm7 = reading == Reading::ascii ? has_control(octets)
                                              : reading == Reading::standard && standard == Alphabet::gsm7;
  if (gsm7)
    return udh.empty() ? utf8::to_utf16(sms::from_gsm7(octets))
                       : sms::units_of_gsm7(octets, sms::alphabet_of(udh));
  return latin1_of(octets);
}

/// The sar_ parameters (§5.3.2.22 to .24) as the element of a user data header that says the same.
std::string concatenation(const Tlvs& tlvs) {
  const auto reference = find_number(tlvs, tag::sar_reference), total = find_number(tlvs, tag::sar_total),
             number = find_number(tlvs, tag::sar_number);
  if (!reference || !total || !number || *total > 255 || *number > 255) return {};
  return {0x08,
          0x04,
          static_cast<char>(*reference >> 8),
          static_cast<char>(*reference),
          static_cast<char>(*total),
          static_cast<char>(*number)};
}

std::string encoded_utf16(std::string_view text) {
  std::string out;
  for (const char16_t unit : utf8::to_utf16(text)) {
    out += static_cast<char>(unit >> 8);
    out += static_cast<char>(unit & 0xFF);
  }
  return out;
}

/// The text in ISO 8859-1 or ASCII; nullopt if a character isn't in it.
std::optional<std::string> encoded_latin1(std::string_view text, char32_t highest) {
  std::string out;
  for (const char32_t point : utf8::decode(text)) {
    if (point > highest) return std::nullopt;
    out += static_cast<char>(point);
  }
  return out;
}

/// The octets in the carrier's default alphabet; nullopt if it can't say this text.
std::optional<std::string> in_standard(const sms::OutboundSegment& segment, Alphabet standard) {
  if (segment.coding != sms::Coding::gsm7) return std::nullopt;
  if (standard == Alphabet::gsm7) return sms::to_gsm7(segment.text);
  return encoded_latin1(segment.text, standard == Alphabet::latin1 ? 0xFF : 0x7F);
}

}  // namespace

std::optional<Alphabet> alphabet(std::string_view name) {
  if (name == "gsm7") return Alphabet::gsm7;
  if (name == "latin1") return Alphabet::latin1;
  if (name == "ascii") return Alphabet::ascii;
  return std::nullopt;
}

std::string readable(const Address& address) {
  const bool digits =
      !address.text.empty() && address.text.find_first_not_of("0123456789") == address.text.npos;
  if (address.ton == alphanumeric && digits) return "nama " + address.text;  // a chosen name is no number
  return address.ton == international && digits ? "+" + address.text : address.text;
}

std::variant<sms::InboundSegment, std::string> inbound(const Message& message, Alphabet standard) {
  auto octets = content(message);
  sms::InboundSegment out;
  out.sender = readable(message.source);
  out.pid = message.protocol_id;
  if ((message.esm_class & has_udh) != 0) {
    const auto length = octets.empty() ? 0u : static_cast<unsigned char>(octets[0]);
    if (octets.size() < 1u + length) return "the user data header is longer than the message";
    out.udh = std::string(octets.substr(1, length));
    octets.remove_prefix(1u + length);
  } else {
    out.udh = concatenation(message.tlvs);
  }
  const auto coding = coding_of(message.data_coding);
  out.message_class = coding.message_class;
  out.waiting_indication = coding.waiting;
  if (coding.reading == Reading::octets) {
    out.coding = sms::Coding::octets;
    out.octets = std::string(octets);
    return out;
  }
  out.coding = coding.reading == Reading::utf16 ? sms::Coding::ucs2 : sms::Coding::gsm7;
  out.text = text_of(octets, coding.reading, standard, out.udh);
  if (out.text.size() > longest_text) return "the text is longer than any that people write";
  return out;
}

Message outbound(const Sender& sender, std::string_view to, const sms::OutboundSegment& segment) {
  Message m;
  m.source = sender.address;
  m.destination = {international, isdn, std::string(to.starts_with('+') ? to.substr(1) : to)};
  if (to.find_first_not_of("+0123456789") != to.npos) m.destination = {alphanumeric, 0, std::string(to)};
  m.registered_delivery = 1;  // §5.2.17: a receipt, whether it arrived or not
  if (!segment.udh.empty()) {
    m.esm_class = has_udh;
    m.short_message = static_cast<char>(segment.udh.size()) + segment.udh;
  }
  const auto standard = in_standard(segment, sender.standard);
  m.data_coding = standard ? 0x00 : 0x08;
  m.short_message += standard ? *standard : encoded_utf16(segment.text);
  return m;
}

}  // namespace lapor::smpp
