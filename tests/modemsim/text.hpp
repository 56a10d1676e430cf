// Alphabets and spellings of the simulated modem: UTF-8, UTF-16, the GSM default alphabet, hex, and the
// escapes of the control protocol. A second implementation beside lib/domain/sms on purpose: a mistake in one
// shows against the other.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapor::modemsim {

/// Malformed UTF-8 becomes U+FFFD.
std::u16string to_utf16(std::string_view utf8);
/// A lone surrogate becomes U+FFFD.
std::string from_utf16(std::u16string_view units);

/// One byte a septet, 0x1B before an extension character (3GPP TS 23.038 §6.2.1); nothing if a character
/// isn't in it.
std::optional<std::string> to_septets(std::u16string_view units);
std::u16string from_septets(std::string_view septets);
/// Eight septets in seven bytes; `fill` zero bits come first, to align after a user data header.
std::string pack(std::string_view septets, unsigned fill);
std::string unpack(std::string_view bytes, std::size_t septets, unsigned fill);

/// UTF-16BE bytes, as UCS2 user data and the UCS2 character set of AT commands carry them.
std::string to_bytes(std::u16string_view units);
std::u16string from_bytes(std::string_view bytes);

std::string to_hex(std::string_view bytes);
/// Nothing for an odd length or a character that is no hex digit.
std::optional<std::string> from_hex(std::string_view hex);

/// One line from any text: newline, carriage return, backslash and control bytes are escaped.
std::string escape(std::string_view utf8);
/// Reads \n \r \t \\ \xXX and \uXXXX (UTF-16 units, so a surrogate pair is two of them).
std::string unescape(std::string_view line);

std::string upper(std::string_view text);
std::string trim(std::string_view text);
/// The first word; `rest` keeps what follows the blank after it.
std::string take_word(std::string_view& rest);
std::vector<std::string> words(std::string_view text);
/// A non-negative decimal number of at most nine digits.
std::optional<int> number(std::string_view text);

}  // namespace lapor::modemsim
