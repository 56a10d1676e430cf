// Cuts a text into the segments of a concatenated SMS (3GPP TS 23.040 §9.2.3.24.1).
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

/// 160 septets or 70 UTF-16 units in a single SMS, 153 or 67 in each of several. `reference` is the concat
/// reference, counted per recipient modulo 256. At least one segment, at most 255: a longer text is cut off.
std::vector<OutboundSegment> segment(std::string_view utf8, std::uint8_t reference);
/// The number of segments that segment() makes.
std::size_t segment_count(std::string_view utf8);

}  // namespace lapor::sms
