#include "laporctl/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;

/// In characters, not bytes.
std::size_t length(const std::string& text) { return utf8::decode(text).size(); }

}  // namespace

std::string plain(const Json& value) {
  if (value.is_null()) return "-";
  if (const auto* text = value.text()) return text->empty() ? "-" : utf8::escape(*text);
  if (const auto* number = value.number()) return std::to_string(*number);
  if (!value.is_list()) return value.dump();
  std::string out;
  for (const auto& item : value.items()) out += (out.empty() ? "" : " ") + plain(item);
  return out.empty() ? "-" : out;
}

std::string percent(const Json& value) { return value.is_null() ? "-" : plain(value) + "%"; }

std::string rough_time(const Json& value) {
  if (!value.number()) return "-";
  const auto s = *value.number();
  if (s < 3600) return fmt::format("{}m", s / 60);
  if (s < 100 * 3600) return fmt::format("{:.1f}h", static_cast<double>(s) / 3600);
  return fmt::format("{}d", s / 86400);
}

std::string figures(const Json& object) {
  std::string out;
  for (const auto& [name, value] : object.members())
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, plain(value));
  return out;
}

std::string cut(const std::string& text, std::size_t limit) {
  const auto points = utf8::decode(text);
  if (points.size() <= limit) return text;
  return utf8::encode(std::u32string_view(points).substr(0, limit - 2)) + "..";
}

std::string table(const Row& head, std::vector<Row> rows, std::size_t width, std::size_t gap) {
  rows.insert(rows.begin(), head);
  std::vector<std::size_t> widths(head.size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], length(row[i]));
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i + 1 < row.size(); ++i)
      line += row[i] + std::string(widths[i] - length(row[i]) + gap, ' ');
    const auto used = length(line);
    out += cut(line + row.back(), std::max(width, used)) + "\n";
  }
  return out;
}

std::string wrapped(const std::string& text, std::string_view indent) {
  std::string out, line(indent);
  std::size_t at = 0;
  while (at < text.size()) {
    auto end = text.find(' ', at);
    if (end == std::string::npos) end = text.size();
    const auto word = text.substr(at, end - at);
    if (length(line) > indent.size() && length(line) + 1 + length(word) > line_width) {
      out += line + "\n";
      line = indent;
    }
    line += (line.size() > indent.size() ? " " : "") + word;
    at = end + 1;
  }
  return out + line + "\n";
}

}  // namespace lapor::laporctl
