#include "modem/at/ussd.hpp"

#include <algorithm>
#include <charconv>

#include "base/expect.hpp"
#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "domain/sms/octet_text.hpp"
#include "modem/at/hex_and_septets.hpp"

namespace lapor::modem::ussd {
namespace {

using engine::UssdCoding;

constexpr std::string_view prefix = "+CUSD:";

std::string packed(std::string_view septets) {
  // Seven bits to spare would read as an "@"; a CR fills them (TS 23.038 §6.1.2.3.1).
  const bool seven_to_spare = septets.size() % 8 == 7;
  return pack_septets(std::string(septets) + (seven_to_spare ? "\r" : ""));
}

std::string septets_of(std::string_view bytes) {
  auto out = unpack_septets(bytes, 0, bytes.size() * 8 / 7).value_or("");
  // Seven bits to spare are one septet too many.
  if (bytes.size() % 7 == 0 && !out.empty() && (out.back() == '\r' || out.back() == '\0')) out.pop_back();
  return out;
}

std::optional<std::string> from_ucs2(std::string_view text) {
  const auto octets = from_hex(text);
  if (!octets || octets->size() % 2 != 0) return std::nullopt;
  return utf8::from_utf16(utf16_units(*octets));
}

bool says_ucs2(unsigned dcs) { return dcs == 0x11 || (dcs & 0xCC) == 0x48; }

/// Letters, digits and what stands between them in most languages: what an answer is made of.
bool is_readable(const std::string& text) {
  std::size_t good = 0, all = 0;
  for (const auto c : utf8::decode(text)) {
    const bool latin = (c >= 0x20 && c < 0x250) || c == U'\n' || c == U'\r';
    const bool sign = (c >= 0x2000 && c < 0x2200) || utf8::pictograph(c);
    ++all;
    if ((latin && c != 0x7F) || sign) ++good;
  }
  return all > 0 && good * 10 >= all * 7;
}

/// Hex in a coding other than announced: the first reading that is readable. No network's answer is all hex
/// digits by chance, unless it is a short number.
std::optional<std::string> from_unannounced_hex(std::string_view text, bool ucs2_first) {
  constexpr std::size_t shortest = 8;
  const auto octets = text.size() >= shortest ? from_hex(text) : std::nullopt;
  if (!octets) return std::nullopt;
  const auto wide = from_ucs2(text);
  if (ucs2_first && wide && is_readable(*wide)) return wide;
  if (const auto plain = sms::read_octet_text(*octets); plain && is_readable(utf8::from_utf16(*plain)))
    return utf8::from_utf16(*plain);
  if (wide && is_readable(*wide)) return wide;
  const bool digits = text.find_first_not_of("0123456789") == text.npos;
  auto septets = sms::from_gsm7(septets_of(*octets));
  return !digits && is_readable(septets) ? std::optional(std::move(septets)) : std::nullopt;
}

std::string text_of(std::string_view text, unsigned dcs, UssdCoding coding) {
  if (says_ucs2(dcs))
    if (auto wide = from_ucs2(text)) return std::move(*wide);
  if (coding == UssdCoding::packed)
    if (const auto bytes = from_hex(text); bytes && !sms::read_octet_text(*bytes))
      if (auto septets = sms::from_gsm7(septets_of(*bytes)); is_readable(septets)) return septets;
  if (auto found = from_unannounced_hex(text, coding == UssdCoding::ucs2)) return std::move(*found);
  const bool number = text.find_first_not_of("0123456789") == text.npos;
  if (coding == UssdCoding::ucs2 && !number)
    if (auto wide = from_ucs2(text)) return std::move(*wide);
  const bool ascii = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
  return coding == UssdCoding::gsm && ascii ? sms::from_gsm7(text) : utf8::clean(std::string(text));
}

}  // namespace

std::string encode_code(std::string_view code, UssdCoding coding) {
  LAPOR_EXPECT(code.find_first_not_of("0123456789*#") == code.npos);
  if (coding == UssdCoding::packed) return to_hex(packed(sms::to_gsm7(code)));
  if (coding == UssdCoding::gsm) return std::string(code);
  std::string out;
  for (const char c : code) out += "00" + to_hex({&c, 1});
  return out;
}

std::optional<Reply> read_reply(std::string_view line, UssdCoding coding) {
  if (!line.starts_with(prefix)) return std::nullopt;
  line.remove_prefix(prefix.size());
  while (line.starts_with(' ')) line.remove_prefix(1);
  Reply out;
  if (std::from_chars(line.data(), line.data() + line.size(), out.mode).ec != std::errc{})
    return std::nullopt;
  const auto first = line.find('"');
  if (first == line.npos) return out;
  auto last = line.rfind('"');
  if (last == first) last = line.size();  // never closed: it goes to the end
  unsigned dcs = 15;
  if (const auto comma = line.find(',', last); comma != line.npos) {
    auto number = line.substr(comma + 1);
    while (number.starts_with(' ')) number.remove_prefix(1);
    std::from_chars(number.data(), number.data() + number.size(), dcs);
  }
  out.text = text_of(line.substr(first + 1, last - first - 1), dcs, coding);
  return out;
}

}  // namespace lapor::modem::ussd
