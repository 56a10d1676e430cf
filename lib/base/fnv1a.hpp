// FNV-1a, 64 bits (Fowler, Noll, Vo): a short fingerprint that is the same on every machine and in every
// version, so it may be stored. It keeps nothing secret and withstands no one who looks for collisions.
#pragma once
#include <cstdint>
#include <string_view>

namespace lapor {

inline constexpr std::uint64_t fnv1a_start = 14695981039346656037ULL;

/// The hash of `bytes`, or of what was hashed before and then `bytes`.
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = fnv1a_start) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

}  // namespace lapor
