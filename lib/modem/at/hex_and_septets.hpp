// Octets as modems write them, in hexadecimal, and the septets of the GSM alphabet packed in them (3GPP
// TS 23.038 §6.1.2). Pure; any bytes are safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapor::modem {

/// "41" is one octet; nullopt unless all of it is hexadecimal, two digits an octet.
std::optional<std::string> from_hex(std::string_view text);
/// Two capital digits an octet.
std::string to_hex(std::string_view octets);
/// UTF-16BE octets as units; a last odd octet is dropped.
std::u16string utf16_units(std::string_view octets);

/// `count` septets from bit `first_bit` on, one a byte; nullopt if there aren't so many.
std::optional<std::string> unpack_septets(std::string_view octets, std::size_t first_bit, std::size_t count);
/// Eight septets, one a byte, in seven octets; bits to spare are 0.
std::string pack_septets(std::string_view septets);

}  // namespace lapor::modem
