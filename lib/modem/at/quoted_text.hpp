// A text in quotes may go over several lines of a reply.
#pragma once
#include <algorithm>
#include <string_view>

namespace lapor::modem {

/// Whether a quote that was opened in this line, or in its pieces so far, isn't closed yet.
inline bool has_open_quote(std::string_view line) {
  return std::count(line.begin(), line.end(), '"') % 2 != 0;
}

}  // namespace lapor::modem
