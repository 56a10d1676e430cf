// CSV after RFC 4180, safe to open in a spreadsheet. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "control/json.hpp"

namespace lapor::control {

/// One cell: quoted where it holds a comma, a quote or a line break; a text that begins with = + - @, a tab
/// or a CR, which a spreadsheet would take for a formula, gets an apostrophe before it. A plain number stays
/// as it is.
std::string csv_cell(std::string_view text);
/// One row, ended with CR LF.
std::string csv_row(const std::vector<std::string>& cells);
/// The names, or the values, of an object's members as one row; null is an empty cell.
std::string csv_names(const Json& object);
std::string csv_values(const Json& object);

}  // namespace lapor::control
