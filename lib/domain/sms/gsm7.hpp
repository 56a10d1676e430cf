// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1); reading also knows the
// national language tables.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/sms/national_alphabets.hpp"

namespace lapor::sms {

/// The number of septets of a UTF-8 text in the default alphabet (an extension character takes two); nullopt
/// if a character isn't in it.
std::optional<std::size_t> septets(std::string_view utf8);
/// One byte per septet, 0x1B before an extension character. \pre septets(utf8) has a value
std::string to_gsm7(std::string_view utf8);
/// The inverse, in UTF-8. An escape without a meaning gives the character of the locking table, a doubled or
/// final one a space (§6.2.1.1). Never throws.
std::string from_gsm7(std::string_view septets, Alphabet alphabet = {});
/// The same for a segment of a long text: a final escape stays, as U+001B, because the next segment may begin
/// with what it escapes (see after_escape).
std::u16string units_of_gsm7(std::string_view septets, Alphabet alphabet);
/// The first character of a segment if the segment before it ended in an escape.
char32_t after_escape(char32_t first, Alphabet alphabet);
/// Replaces characters by equivalents of the default alphabet where a reader loses nothing: curly quotes,
/// dashes, NBSP, "…", full-width letters. Characters without an equivalent (emoji, Javanese script) stay.
std::string plain(std::string_view utf8);

}  // namespace lapor::sms
