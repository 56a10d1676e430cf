#include "domain/sms/segmentation.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"

namespace lapor::sms {
namespace {

struct Room {
  std::size_t alone, part;  ///< septets or UTF-16 units, without and with the concatenation element
};
constexpr Room gsm7_room{160, 153};
constexpr Room ucs2_room{70, 67};

std::size_t cost(char32_t c, Coding coding) {
  if (coding == Coding::ucs2) return c > 0xFFFF ? 2 : 1;
  std::string one;
  utf8::append(one, c);
  return septets(one).value_or(1);
}

/// Fills segments greedily. A character of two units is never cut.
std::vector<std::string> cut(const std::u32string& points, Coding coding, std::size_t room) {
  std::vector<std::string> out(1);
  std::size_t used = 0;
  for (const auto c : points) {
    const auto need = cost(c, coding);
    if (used + need > room) {
      out.emplace_back();
      used = 0;
    }
    utf8::append(out.back(), c);
    used += need;
  }
  return out;
}

/// The element counts at most 255 segments. Only texts of tens of thousands of characters are longer.
constexpr std::size_t most_parts = 255;

struct Cut {
  Coding coding = Coding::gsm7;
  std::vector<std::string> texts;
};

Cut cut(std::string_view utf8) {
  const auto count = septets(utf8);
  const auto coding = count ? Coding::gsm7 : Coding::ucs2;
  const auto room = count ? gsm7_room : ucs2_room;
  const auto length = count ? *count : utf8::to_utf16(utf8).size();
  auto texts = cut(utf8::decode(utf8), coding, length <= room.alone ? room.alone : room.part);
  texts.resize(std::min(texts.size(), most_parts));
  return {coding, std::move(texts)};
}

/// Element 0x00 of TS 23.040 §9.2.3.24.1: identifier, length, reference, total, number.
std::string concat_header(std::uint8_t reference, std::size_t total, std::size_t number) {
  return {0x00, 0x03, static_cast<char>(reference), static_cast<char>(total), static_cast<char>(number)};
}

}  // namespace

std::vector<OutboundSegment> segment(std::string_view utf8, std::uint8_t reference) {
  auto [coding, texts] = cut(utf8);
  std::vector<OutboundSegment> out;
  for (std::size_t i = 0; i < texts.size(); ++i)
    out.push_back({coding, texts.size() > 1 ? concat_header(reference, texts.size(), i + 1) : std::string{},
                   std::move(texts[i])});
  return out;
}

std::size_t segment_count(std::string_view utf8) { return cut(utf8).texts.size(); }

}  // namespace lapor::sms
