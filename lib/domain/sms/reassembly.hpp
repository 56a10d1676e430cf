// Joins the parts of a long SMS (3GPP TS 23.040 §9.2.3.24.1). Pure: keeps nothing between calls and never
// looks at a clock; the store holds waiting parts, the caller says what time it is.
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

/// True once parts 1..total are all present.
bool complete(std::span<const NumberedText> parts, unsigned total);

/// The whole text in UTF-8, joined in UTF-16 so that a surrogate pair cut by the sender heals. Of two parts
/// with one number the earlier in the span stays. A gap is marked "[bagian hilang]".
std::string join(std::span<const NumberedText> parts, unsigned total);

}  // namespace lapor::sms
