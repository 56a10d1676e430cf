// Texts in quotes may go over several lines of an answer.
#pragma once
#include <algorithm>
#include <string_view>

namespace lapor::modem {

/// Whether the quotes of a line, or of its pieces so far, are still open.
inline bool open_quote(std::string_view line) { return std::count(line.begin(), line.end(), '"') % 2 != 0; }

}  // namespace lapor::modem
