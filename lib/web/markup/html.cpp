#include "web/markup/html.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace lapor::web {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool turns_text(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

bool unfit(char32_t c) {
  if (c == '\n') return false;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || turns_text(c) || c == 0xFFFE || c == 0xFFFF;
}

std::string_view entity(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const auto c : utf8::decode(text)) {
    if (const auto name = entity(c); !name.empty())
      out += name;
    else
      utf8::append(out, unfit(c) ? replacement : c);
  }
  return out;
}

Html join(const std::vector<Html>& parts) {
  Html out;
  for (const auto& part : parts) out += part;
  return out;
}

Html words(std::string_view text) { return html("<bdi>{}</bdi>", text); }

}  // namespace lapor::web
