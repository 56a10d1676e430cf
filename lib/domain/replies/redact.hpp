// Removes personal data from what agencies are told (UU 27/2022 on personal data).
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lapor::replies {

/// The text with identity numbers (16 digits: NIK, KK) and phone numbers replaced by "[nomor]". Ticket
/// numbers (7 to 9 digits with a good check digit) stay.
std::string redact(std::string_view text);
/// The text cut to `limit` septets, or UTF-16 units if it isn't in the GSM alphabet; at the end of a word if
/// one is near; with ".." if it was cut.
std::string shorten(std::string_view text, std::size_t limit);

}  // namespace lapor::replies
