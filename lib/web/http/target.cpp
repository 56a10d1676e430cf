#include "web/http/target.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace lapor::web {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// nullopt for a percent sign that two hex digits don't follow.
std::optional<std::string> unescape(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const auto high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
    if (!high || !low) return std::nullopt;
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return out;
}

bool printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '\\'; });
}

/// An escaped slash would be one thing for us and another for a proxy.
bool hides_a_slash(std::string_view raw) {
  for (std::size_t at = raw.find('%'); at != raw.npos; at = raw.find('%', at + 1)) {
    const auto code = raw.substr(at + 1, 2);
    if (code == "2F" || code == "2f" || code == "5C" || code == "5c" || code == "00" || code == "25")
      return true;
  }
  return false;
}

bool walks(std::string_view path) {
  for (std::size_t begin = 1; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto part = path.substr(begin, end - begin);
    if (part == "." || part == ".." || (part.empty() && end != path.size())) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

const std::string& Fields::operator[](std::string_view name) const {
  static const std::string none;
  for (const auto& [key, value] : pairs_)
    if (key == name) return value;
  return none;
}

bool Fields::has(std::string_view name) const {
  return std::any_of(pairs_.begin(), pairs_.end(), [&](const auto& pair) { return pair.first == name; });
}

std::optional<Fields> read_fields(std::string_view text) {
  Fields fields;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = unescape(pair.substr(0, equals), true);
    auto value = unescape(equals < pair.size() ? pair.substr(equals + 1) : std::string_view{}, true);
    if (!name || !value || name->size() > Fields::longest_name || fields.has(*name)) return std::nullopt;
    if (fields.all().size() == Fields::most) return std::nullopt;
    fields.add(utf8::clean(*name), utf8::clean(*value));
  }
  return fields;
}

std::optional<Target> read_target(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  const auto mark = std::min(target.find('?'), target.size());
  const auto raw = target.substr(0, mark);
  auto path = unescape(raw, false);
  if (!path || hides_a_slash(raw) || !printable(*path) || walks(*path)) return std::nullopt;
  auto query = read_fields(mark < target.size() ? target.substr(mark + 1) : std::string_view{});
  if (!query) return std::nullopt;
  return Target{std::move(*path), std::move(*query)};
}

}  // namespace lapor::web
