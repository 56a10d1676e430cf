// Reads where lapord-web listens, and the tile map of its board.
#include <fmt/format.h>

#include <set>

#include "base/host_port.hpp"
#include "base/whole_number.hpp"
#include "config/file_text.hpp"
#include "config/files.hpp"

namespace lapor::config {
namespace {

constexpr std::size_t largest_map = 64 * 1024;
constexpr unsigned most_rows = 40;
constexpr std::string_view unix_prefix = "unix:/";
constexpr std::size_t longest_socket_path = 107;

std::optional<unsigned> number_of(std::string_view text, unsigned most) {
  const auto value = whole_number<unsigned>(text);
  return value && *value <= most ? value : std::nullopt;
}

bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    const auto dot = part < 3 ? text.find('.') : text.size();
    if (dot == text.npos || dot > 3 || !number_of(text.substr(0, dot), 255)) return false;
    text.remove_prefix(part < 3 ? dot + 1 : dot);
  }
  return text.empty();
}

/// Looks at its letters only; bind() finds out the rest.
bool is_ipv6(std::string_view text) {
  return text.size() > 1 && text.find_first_not_of("0123456789abcdefABCDEF:.") == text.npos;
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  for (;;) {
    const auto tab = line.find('\t');
    cells.emplace_back(line.substr(0, tab));
    if (tab == line.npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::optional<engine::MapTile> tile_of(const std::vector<std::string>& cells) {
  if (cells.size() != 6) return std::nullopt;
  const auto row = number_of(cells[1], most_rows), column = number_of(cells[2], most_rows);
  if (!row || !column || cells[3].empty() || (cells[5] != "kab" && cells[5] != "kota" && cells[5] != "text"))
    return std::nullopt;
  const auto area = cells[5] == "text" ? std::string{} : cells[0];
  return engine::MapTile{area, *row, *column, cells[3], cells[4], cells[5] == "kota"};
}

}  // namespace

bool good_listen(std::string_view text) {
  if (text.starts_with(unix_prefix))
    return text.size() - unix_prefix.size() + 1 <= longest_socket_path && text.find('\0') == text.npos;
  const auto at = read_host_port(text);
  return at && (at->bracketed ? is_ipv6(at->host) : is_ipv4(at->host));
}

bool is_local_listen(std::string_view text) {
  return text.starts_with(unix_prefix) || text.starts_with("127.") || text.starts_with("[::1]:");
}

std::vector<engine::MapTile> read_map(const std::filesystem::path& file, Report& report) {
  std::vector<engine::MapTile> tiles;
  const auto text = read_text(file, largest_map);
  if (!text) {
    report.error(file.string(), 0, text.error().context);
    return tiles;
  }
  std::set<std::pair<unsigned, unsigned>> places;
  unsigned number = 0;
  for (std::size_t begin = 0; begin < text->size();) {
    const auto end = std::min(text->find('\n', begin), text->size());
    const auto line = std::string_view(*text).substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.empty() || line.starts_with('#') || line.starts_with("code\t")) continue;
    const auto tile = tile_of(cells_of(line));
    if (!tile) {
      report.error(file.string(), number,
                   "is no tile; write code, row, column, label, name and kab, kota or text, parted by tabs");
      continue;
    }
    if (!places.insert({tile->row, tile->column}).second)
      report.error(file.string(), number, fmt::format("{}: another tile is on this square", tile->name));
    tiles.push_back(*tile);
  }
  return tiles;
}

}  // namespace lapor::config
