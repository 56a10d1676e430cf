// Reads a SIM's balance from its network's answer to a USSD code. The answer is hostile and the pattern is an
// operator's, so time and memory of the search are bounded.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lapor::sim {

/// True if ICU accepts the pattern as a regular expression.
bool good_pattern(std::string_view pattern);
/// The number in the pattern's first group, or in the whole match if it has no group: "Rp25.000,00" is 25000.
/// nullopt if it isn't known, which is not 0.
std::optional<std::int64_t> read_balance(std::string_view answer, std::string_view pattern);

}  // namespace lapor::sim
