// The pieces of a long text whose headers a network took away: each comes as a text of its own. Pure.
#pragma once
#include <string_view>

namespace lapor::sms {

/// Whether a text fills an SMS to its end, as all pieces of a longer one but the last do: 160 septets or 70
/// UTF-16 units, and up to 8 septets or 4 units fewer, where each piece had a header.
bool fills_a_segment(std::string_view utf8);

}  // namespace lapor::sms
