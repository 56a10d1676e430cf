#include "control/csv.hpp"

#include <algorithm>
#include <iterator>

#include "base/utf8.hpp"

namespace lapor::control {
namespace {

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == part.npos;
  };
  const auto dot = text.find('.');
  return digits(text.substr(0, dot)) && (dot == text.npos || digits(text.substr(dot + 1)));
}

bool is_formula(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  constexpr std::string_view signs[] = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  const auto begins = [&](std::string_view sign) { return text.starts_with(sign); };
  return std::any_of(std::begin(signs), std::end(signs), begins) && !is_number(text);
}

/// Marks each part that looks like a formula. A spreadsheet may cut the text at any of these signs, by its
/// settings.
std::string guarded(std::string_view text) {
  std::string out;
  for (;;) {
    const auto end = text.find_first_of(";,|\n");
    const auto part = text.substr(0, end);
    if (is_formula(part)) out += '\'';
    out += part;
    if (end == text.npos) return out;
    out += text[end];
    text.remove_prefix(end + 1);
  }
}

std::string cell_of(const Json& value) {
  if (value.is_null()) return {};
  return value.text() ? *value.text() : value.dump();
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : guarded(utf8::visible(text)))
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string csv_row(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) out += (i > 0 ? ";" : "") + csv_cell(cells[i]);
  return out + "\r\n";
}

std::string csv_names(const Json& object) {
  std::vector<std::string> cells;
  for (const auto& [name, value] : object.members()) cells.push_back(name);
  return csv_row(cells);
}

std::string csv_values(const Json& object) {
  std::vector<std::string> cells;
  for (const auto& [name, value] : object.members()) cells.push_back(cell_of(value));
  return csv_row(cells);
}

}  // namespace lapor::control
