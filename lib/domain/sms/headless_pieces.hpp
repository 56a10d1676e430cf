// The pieces of a long text whose headers a network took away: each comes as a text of its own. Pure.
#pragma once
#include <string_view>

namespace lapor::sms {

/// True if a text fills an SMS to its end, as each piece of a longer one but the last does: 160 septets or 70
/// UTF-16 units, or up to 8 septets or 4 units fewer if each piece had a header.
bool fills_a_segment(std::string_view utf8);

}  // namespace lapor::sms
