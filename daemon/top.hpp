// `laporctl top` and --watch: the gateway live in the terminal.
#pragma once
#include <chrono>
#include <functional>
#include <string>

#include "base/error.hpp"
#include "control/json.hpp"

namespace lapor::daemon {

/// Cut to so many lines and columns; what colours a text takes no room.
std::string fitted(const std::string& text, std::size_t rows, std::size_t columns);

/// Shows `screen()` anew each `every` until q, Escape or Ctrl-C; the terminal is then as it was. Without a
/// terminal it is written once after the other, as long as it can be.
int watch(std::chrono::milliseconds every,
          const std::function<std::string(std::size_t rows, std::size_t columns)>& screen);

}  // namespace lapor::daemon
