// Finds requests that an officer's words may make of a citizen only if a PIN proves who wrote them. Anybody
// can send under a false number, and citizens trust what the gateway passes on. Pure.
#pragma once
#include <string_view>

namespace lapor::limits {

/// The note has a link, a sum of money, or a number long enough to be an account's or a phone's. Ticket
/// numbers of seven to nine digits and dates are none.
bool could_defraud(std::string_view note);

}  // namespace lapor::limits
