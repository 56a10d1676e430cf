// What a SIM still holds, read out of its operator's answer to a USSD code. The answer is a stranger's text
// and the pattern an operator's: neither may take long.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lapor::sim {

/// A regular expression that can be used.
bool good_pattern(std::string_view pattern);
/// The number in the pattern's first group, or in all that it fits where it has none: "Rp25.000,00" is 25000.
/// Nothing: unknown, which is not 0.
std::optional<std::int64_t> read_balance(std::string_view answer, std::string_view pattern);

}  // namespace lapor::sim
