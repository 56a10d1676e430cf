// What must not leave with a report: UU 27/2022 on personal data.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lapor::replies {

/// The text with identity numbers (16 digits: NIK, KK) and phone numbers replaced by "[...]" of the same
/// meaning:
/// "[nomor]". Ticket numbers (7 to 9 digits with a good check digit) stay.
std::string redact(std::string_view text);
/// At most `limit` septets (or UTF-16 units where it isn't GSM text), cut at a word where one is near, ".."
/// at the end when cut.
std::string shorten(std::string_view text, std::size_t limit);

}  // namespace lapor::replies
