// The names of an enumeration's values, as databases and JSON write them: one table, read both ways.
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace lapor {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

/// "?" for a value that the table lacks.
template <class Enum, std::size_t N>
constexpr std::string_view to_name(const Names<Enum, N>& names, Enum value) {
  for (const auto& [v, n] : names)
    if (v == value) return n;
  return "?";
}

/// nullopt for a name that the table lacks.
template <class Enum, std::size_t N>
constexpr std::optional<Enum> from_name(const Names<Enum, N>& names, std::string_view name) {
  for (const auto& [v, n] : names)
    if (n == name) return v;
  return std::nullopt;
}

}  // namespace lapor
