#include "modem/at/ussd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "modem/at/hex_and_septets.hpp"

namespace lapor::modem::ussd {
namespace {

using engine::UssdCoding;

constexpr std::string_view prefix = "+CUSD:";

std::string hex(std::string_view bytes) {
  std::string out;
  for (const unsigned char c : bytes) out += fmt::format("{:02X}", c);
  return out;
}

std::string packed(std::string_view septets) {
  std::string out;
  unsigned bits = 0, count = 0;
  for (const unsigned char septet : septets) {
    bits |= unsigned{septet} << count;
    count += 7;
    for (; count >= 8; count -= 8, bits >>= 8) out += static_cast<char>(bits & 0xFF);
  }
  // Seven bits to spare would read as an "@"; a CR fills them (TS 23.038 §6.1.2.3.1).
  if (count == 1) bits |= unsigned{'\r'} << 1;
  if (count > 0) out += static_cast<char>(bits & 0xFF);
  return out;
}

std::string septets_of(std::string_view bytes) {
  auto out = unpacked(bytes, 0, bytes.size() * 8 / 7).value_or("");
  // Seven bits to spare are one septet too many.
  if (bytes.size() % 7 == 0 && !out.empty() && (out.back() == '\r' || out.back() == '\0')) out.pop_back();
  return out;
}

std::optional<std::string> from_ucs2(std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() % 2 != 0) return std::nullopt;
  std::u16string units;
  for (std::size_t i = 0; i < bytes->size(); i += 2)
    units += static_cast<char16_t>((static_cast<unsigned char>((*bytes)[i]) << 8) |
                                   static_cast<unsigned char>((*bytes)[i + 1]));
  return utf8::from_utf16(units);
}

bool says_ucs2(unsigned dcs) { return dcs == 0x11 || (dcs & 0xCC) == 0x48; }

std::string text_of(std::string_view text, unsigned dcs, UssdCoding coding) {
  if (says_ucs2(dcs) || coding == UssdCoding::ucs2)
    if (auto wide = from_ucs2(text)) return std::move(*wide);
  if (coding == UssdCoding::packed)
    if (const auto bytes = from_hex(text)) return sms::from_gsm7(septets_of(*bytes));
  const bool ascii = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
  return coding == UssdCoding::gsm && ascii ? sms::from_gsm7(text) : utf8::clean(std::string(text));
}

}  // namespace

std::string written(std::string_view code, UssdCoding coding) {
  if (coding == UssdCoding::packed) return hex(packed(sms::to_gsm7(code)));
  if (coding == UssdCoding::gsm) return std::string(code);
  std::string out;
  for (const unsigned char c : code) out += fmt::format("{:04X}", c);
  return out;
}

std::optional<Answer> read(std::string_view line, UssdCoding coding) {
  if (line.substr(0, prefix.size()) != prefix) return std::nullopt;
  line.remove_prefix(prefix.size());
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  Answer out;
  if (std::from_chars(line.data(), line.data() + line.size(), out.mode).ec != std::errc{})
    return std::nullopt;
  const auto first = line.find('"'), last = line.rfind('"');
  if (first == line.npos || last == first) return out;
  unsigned dcs = 15;
  if (const auto comma = line.find(',', last); comma != line.npos) {
    auto number = line.substr(comma + 1);
    while (!number.empty() && number.front() == ' ') number.remove_prefix(1);
    std::from_chars(number.data(), number.data() + number.size(), dcs);
  }
  out.text = text_of(line.substr(first + 1, last - first - 1), dcs, coding);
  return out;
}

}  // namespace lapor::modem::ussd
