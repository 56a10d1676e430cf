// What an officer's words must not ask of a citizen unless a PIN proves that they are an officer's: anybody
// can send under a false number, and the gateway's name would vouch for them. Pure.
#pragma once
#include <string_view>

namespace lapor::limits {

/// The note has a link, a sum of money, or a number long enough to be an account's or a phone's. Ticket
/// numbers of seven to nine digits and dates are none.
bool could_defraud(std::string_view note);

}  // namespace lapor::limits
