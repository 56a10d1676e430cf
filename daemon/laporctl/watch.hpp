// `laporctl top` and --watch: a text that is made again and again, in the terminal.
#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace lapor::laporctl {

/// The text cut to so many lines and columns. Escape sequences that colour it take no room.
std::string fitted(const std::string& text, std::size_t rows, std::size_t columns);

/// Shows `screen()` again each `interval` until q, Escape or Ctrl-C; the terminal is then as it was. Where
/// stdin or stdout is no terminal the texts are written one after the other until nobody reads them.
/// \returns the exit status
int watch(std::chrono::milliseconds interval, const std::function<std::string()>& screen);

}  // namespace lapor::laporctl
