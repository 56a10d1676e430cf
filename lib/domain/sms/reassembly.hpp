// Joins the segments of a long SMS (3GPP TS 23.040 §9.2.3.24.1). Pure: the store holds the waiting segments,
// and the caller decides when to stop waiting.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "domain/sms/inbound_segment.hpp"

namespace lapor::sms {

struct NumberedText {
  unsigned number = 0;  ///< from 1
  std::u16string text;
};

/// True if all segments 1..total are present.
bool complete(std::span<const NumberedText> parts, unsigned total);

/// The whole text in UTF-8. It is joined in UTF-16, so that a surrogate pair that was cut between two
/// segments becomes one character again. Of two segments with one number the first in the span counts. Each
/// gap becomes "[bagian hilang]".
std::string join(std::span<const NumberedText> parts, unsigned total);

}  // namespace lapor::sms
