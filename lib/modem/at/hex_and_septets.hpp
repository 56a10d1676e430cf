// Octets as modems write them, and the septets packed in them (3GPP TS 23.038 §6.1.2). Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapor::modem {

/// Nothing where it isn't hexadecimal through and through, two digits an octet.
std::optional<std::string> from_hex(std::string_view text);
/// `count` septets from bit `skip` on, one byte each; nothing where there aren't so many.
std::optional<std::string> unpacked(std::string_view packed, std::size_t skip, std::size_t count);

}  // namespace lapor::modem
