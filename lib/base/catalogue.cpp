#include "base/catalogue.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "base/catalogue_page.hpp"
#include "base/fnv1a.hpp"

namespace lapor::log {
namespace {

constexpr std::string_view mark = "**";

/// Lines without their line break.
std::string_view next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  return line;
}

/// The text before the next comma.
std::string_view next_word(std::string_view& rest) {
  const auto end = rest.find(", ");
  const auto word = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 2);
  return word;
}

/// "**name** (level, FIELD) text" begins an event.
bool begins(std::string_view line, Explained& out) {
  if (!line.starts_with(mark)) return false;
  const auto end = line.find("** (", mark.size());
  const auto close = line.find(')', end);
  if (end == line.npos || close == line.npos) return false;
  out.name = line.substr(mark.size(), end - mark.size());
  auto inside = line.substr(end + 4, close - end - 4);
  out.level = next_word(inside);
  while (!inside.empty()) out.fields.emplace_back(next_word(inside));
  out.text = close + 2 <= line.size() ? line.substr(close + 2) : "";
  return true;
}

/// Removes Markdown's marks, which mean nothing on a terminal.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != '`' && c != '*') out += c;
  return out;
}

}  // namespace

std::vector<Explained> read_catalogue(std::string_view page) {
  std::vector<Explained> out;
  std::string group;
  bool inside = false;
  while (!page.empty()) {
    const auto line = next_line(page);
    Explained event;
    if (line.starts_with("## ")) {
      group = line.substr(3);
      inside = false;
    } else if (begins(line, event)) {
      event.group = group;
      out.push_back(std::move(event));
      inside = true;
    } else if (line.empty()) {
      inside = false;
    } else if (inside) {
      out.back().text += " " + std::string(line);
    }
  }
  for (auto& event : out) event.text = plain(event.text);
  return out;
}

const std::vector<Explained>& catalogue() {
  static const auto events = read_catalogue(shipped_page);
  return events;
}

std::string message_id(std::string_view event) {
  const auto name = "lapor:" + std::string(event);
  const auto high = fnv1a(name), low = fnv1a(name, high ^ 0x9e3779b97f4a7c15ULL);
  // The bits that mark a UUID of version 8, whose content is the maker's choice (RFC 9562 §5.8).
  return fmt::format("{:016x}{:016x}", (high & ~0xf000ULL) | 0x8000ULL,
                     (low & 0x3fffffffffffffffULL) | 0x8000000000000000ULL);
}

std::string journal_catalogue(const std::vector<Explained>& events) {
  std::string out;
  for (const auto& e : events)
    out += fmt::format("-- {}\nSubject: lapord: {}\nDefined-By: lapord\n\n{}\n\n", message_id(e.name), e.name,
                       e.text);
  return out;
}

}  // namespace lapor::log
