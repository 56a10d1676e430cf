// CSV after RFC 4180 but with semicolons, which a spreadsheet set to Indonesian expects (the comma stands in
// its numbers); safe to open. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "control/json.hpp"

namespace lapor::control {

/// One cell, always in quotes, without control and direction characters (utf8::visible). Where a spreadsheet
/// would take a part of it for a formula (= + - @ at its beginning, or behind any sign at which a spreadsheet
/// may cut: ; , | or a line break), an apostrophe stands before that. A plain number stays as it is.
std::string csv_cell(std::string_view text);
/// One row, cells parted by semicolons, ended with CR LF.
std::string csv_row(const std::vector<std::string>& cells);
/// The names, or the values, of an object's members as one row; null is an empty cell.
std::string csv_names(const Json& object);
std::string csv_values(const Json& object);

}  // namespace lapor::control
