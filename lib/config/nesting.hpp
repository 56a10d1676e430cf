// The depth to which the values of a TOML file are nested. The library that parses TOML, and every tree of
// tables, calls itself once a level: a file of 100 kB with one key of 50,000 dots would end the process.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapor::config {

inline constexpr unsigned most_nested = 32;  ///< brackets and braces in one another
inline constexpr unsigned most_dots = 16;    ///< in one key or header

struct TooDeep {
  unsigned line = 0;  ///< from 1
  std::string text;   ///< what is too deep, for an operator
};

/// The first place that is nested deeper than a configuration ever is; nullopt when there is none. Looks only
/// at what stands outside of strings and comments, and reads the text once.
std::optional<TooDeep> too_deep(std::string_view toml);

}  // namespace lapor::config
