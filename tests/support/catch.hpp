// Catch2 2 (Debian 12) and 3 (Debian 13) name their headers differently; tests include this one.
#pragma once
#if LAPOR_CATCH_MAJOR >= 3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
// NOLINTNEXTLINE(readability-identifier-naming): the name that Catch2 3 gives it
inline auto ContainsSubstring(const std::string& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif
