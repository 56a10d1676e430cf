#include "domain/sms/reassembly.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace lapor::sms {
namespace {

constexpr std::u16string_view gap_mark = u"[bagian hilang]";

const NumberedText* find(std::span<const NumberedText> parts, unsigned number) {
  const auto it = std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.number == number; });
  return it == parts.end() ? nullptr : &*it;
}

}  // namespace

bool complete(std::span<const NumberedText> parts, unsigned total) {
  for (unsigned n = 1; n <= total; ++n)
    if (!find(parts, n)) return false;
  return total > 0;
}

std::string join(std::span<const NumberedText> parts, unsigned total) {
  std::u16string units;
  bool in_gap = false;  // neighbours that are both missing are one gap to a reader
  for (unsigned n = 1; n <= total; ++n) {
    const auto* part = find(parts, n);
    if (part) {
      units += part->text;
    } else if (!in_gap) {
      units += gap_mark;
    }
    in_gap = !part;
  }
  return utf8::clean(utf8::from_utf16(units));
}

}  // namespace lapor::sms
