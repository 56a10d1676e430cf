// A text in quotes may go over several lines of a reply.
#pragma once
#include <algorithm>
#include <string_view>

namespace lapor::modem {

/// True if a quote was opened in this line, or in its pieces so far, and isn't closed yet.
inline bool has_open_quote(std::string_view line) {
  return std::count(line.begin(), line.end(), '"') % 2 != 0;
}

}  // namespace lapor::modem
