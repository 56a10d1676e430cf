// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1).
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lapor::sms {

/// The number of septets of a UTF-8 text in the default alphabet (an extension character takes two); nullopt
/// if a character isn't in it.
std::optional<std::size_t> septets(std::string_view utf8);
/// One byte per septet, 0x1B before an extension character. \pre septets(utf8) has a value
std::string to_gsm7(std::string_view utf8);
/// The inverse, in UTF-8. An undefined escape gives the default table's character, a doubled or final one a
/// space (§6.2.1.1). Never throws.
std::string from_gsm7(std::string_view septets);
/// Replaces characters by equivalents of the default alphabet where a reader loses nothing: curly quotes,
/// dashes, NBSP, "…", full-width letters. Characters without an equivalent (emoji, Javanese script) stay.
std::string plain(std::string_view utf8);

}  // namespace lapor::sms
