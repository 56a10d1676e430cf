// Cuts a text to send into the parts of a concatenated SMS.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/sms/inbound_segment.hpp"

namespace lapor::sms {

/// One SMS-SUBMIT's user data.
struct OutboundSegment {
  Coding coding = Coding::gsm7;  ///< gsm7 or ucs2, the same for all segments of a text
  std::string udh;               ///< 8-bit concatenation element, empty for a single part
  std::string text;              ///< UTF-8; never cuts an extension character or a surrogate pair
};

/// 160 septets or 70 UTF-16 units alone, 153 or 67 a part. `reference` is our own, per recipient (mod 256).
/// Always at least one segment.
std::vector<OutboundSegment> segment(std::string_view utf8, std::uint8_t reference);
/// How many parts segment() makes.
std::size_t segment_count(std::string_view utf8);

}  // namespace lapor::sms
