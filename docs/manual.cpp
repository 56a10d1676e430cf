// Fills the tables of a manual page that the program itself knows: `lapor-manual <page.scd`, where a line @replies@ or
// @fields@ stands for what may be said and what can be filled in.
#include <fmt/format.h>

#include <iostream>
#include <set>
#include <string>
#include <string_view>

#include "domain/wording/templates.hpp"

namespace {

/// scdoc takes these for markup.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '_' || c == '*' || c == '\\' || c == '[' || c == '<') out += '\\';
    out += c;
  }
  return out;
}

std::string replies() {
  std::string out;
  for (const auto& kind : lapor::wording::kinds()) {
    std::string fields;
    for (const auto field : kind.fields) fields += fmt::format(" {{{}}}", field);
    const auto parts = kind.max_parts == 1 ? std::string{} : fmt::format("at most {} parts", kind.max_parts);
    out += fmt::format("*{}*\n\t{}.{}{}{}\n\n", escaped(kind.code), escaped(kind.meaning), escaped(fields),
                       parts.empty() ? "" : "; ", parts);
  }
  return out;
}

std::string fields() {
  std::set<std::string_view> names;
  for (const auto& kind : lapor::wording::kinds()) names.insert(kind.fields.begin(), kind.fields.end());
  std::string out;
  for (const auto name : names)
    out += fmt::format("*{{{}}}*\n\t{}; at most {} characters\n\n", escaped(name),
                       escaped(lapor::wording::field_meaning(name)), lapor::wording::field_limit(name));
  return out;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);)
    std::cout << (line == "@replies@" ? replies() : line == "@fields@" ? fields() : line + "\n");
  return std::cout.flush() ? 0 : 1;
}
