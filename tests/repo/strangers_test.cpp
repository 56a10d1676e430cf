// Looks for what must not be in a public tree: real phone numbers, and paths of the author's machine.
#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

/// The first match of a pattern that no exception covers; "" if there is none.
std::string offence(const std::string& line, const std::regex& pattern, const std::regex& allowed) {
  for (std::sregex_iterator it{line.begin(), line.end(), pattern}, end; it != end; ++it)
    if (!std::regex_search(it->str(), allowed)) return it->str();
  return {};
}

/// Most lines can't hold a number; the patterns are slow.
bool may_hold_a_number(const std::string& line) {
  return std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 10;
}

bool may_name_a_place(const std::string& line) {
  return line.find("/work/") != line.npos || line.find("/root/") != line.npos ||
         line.find("/home/") != line.npos;
}

std::string digits_joined(const std::string& line) {
  static const std::regex dash{"([0-9])-(?=[0-9])"};
  return std::regex_replace(line, dash, "$1");
}

std::size_t columns(const std::string& line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

TEST_CASE("every mobile number of Indonesia in the tree is a fictitious one") {
  const std::regex mobile{R"((^|[^0-9A-Za-z])(\+62 ?|62|0)8[1235789][0-9]{7,10}(?![0-9A-Za-z]))"};
  const std::regex fictitious{R"(\+?(62 ?|0)8110000)"};
  for (const auto& source : read_sources({"."}))
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (!may_hold_a_number(source.lines[i])) continue;
      INFO(fmt::format("{}:{}", source.path, i + 1));
      CHECK(offence(digits_joined(source.lines[i]), mobile, fictitious) == "");
    }
}

TEST_CASE("nothing depends on the machine it was written on") {
  const std::regex place{R"((^|[^0-9A-Za-z.])/(work|root|home/[a-z]+)/)"};
  const std::regex none{"$^"};
  for (const auto& source : read_sources({"."}))
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (source.path == "tests/repo/strangers_test.cpp" || !may_name_a_place(source.lines[i])) continue;
      INFO(fmt::format("{}:{}", source.path, i + 1));
      CHECK(offence(source.lines[i], place, none) == "");
    }
}

TEST_CASE("a source is short enough to be read") {
  for (const auto& source : read_sources({"lib", "daemon", "tests"})) {
    INFO(source.path);
    if (source.cpp()) CHECK(source.lines.size() <= 400);
  }
}

TEST_CASE("a line of source has at most 110 columns, but for tables that are laid out by hand") {
  for (const auto& source : read_sources({"lib", "daemon", "tests"})) {
    bool by_hand = false;
    for (std::size_t i = 0; i < source.lines.size() && source.cpp(); ++i) {
      const auto& line = source.lines[i];
      if (line.find("// clang-format o") != line.npos) by_hand = line.find("format off") != line.npos;
      if (by_hand || line.size() <= 110) continue;
      INFO(fmt::format("{}:{}", source.path, i + 1));
      CHECK(columns(line) <= 110);
    }
  }
}

}  // namespace lapor::repo
