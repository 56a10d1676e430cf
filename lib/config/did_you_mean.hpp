// The known word that a mistyped one probably meant.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapor::config {

/// The nearest of `known` if at most a third of its letters differ, of equally near words the earlier one;
/// nullopt if none is that near.
std::optional<std::string_view> did_you_mean(std::string_view word,
                                             const std::vector<std::string_view>& known);
/// `; did you mean "x"?`, or `; known here: a, b, c` if none is near.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace lapor::config
