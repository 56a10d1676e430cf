// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1).
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lapor::sms {

/// Septets that a UTF-8 text takes in the default alphabet (extension characters take two), or nothing if a
/// character isn't in it.
std::optional<std::size_t> septets(std::string_view utf8);
/// One byte a septet, 0x1B before an extension character. \pre septets(utf8)
std::string to_gsm7(std::string_view utf8);
/// The inverse; an undefined escape shows as the default table's character, a doubled or last one as a space,
/// as the standard says.
std::string from_gsm7(std::string_view septets);
/// Brings a text into the default alphabet where that loses nothing a reader needs: curly quotes, dashes,
/// NBSP, "…", full-width letters. Characters without a plain twin (é is in the alphabet; emoji and Javanese
/// are not) stay.
std::string plain(std::string_view utf8);

}  // namespace lapor::sms
