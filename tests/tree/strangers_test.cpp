// What must not be in a public tree: somebody's phone number, a path of the machine it was written on.
#include <fmt/format.h>

#include <regex>

#include "support/catch.hpp"
#include "tree/sources.hpp"

namespace lapor::tree {
namespace {

/// The first match of a pattern that no exception covers, or nothing.
std::string offence(const std::string& line, const std::regex& pattern, const std::regex& allowed) {
  for (std::sregex_iterator it{line.begin(), line.end(), pattern}, end; it != end; ++it)
    if (!std::regex_search(it->str(), allowed)) return it->str();
  return {};
}

std::string digits_joined(const std::string& line) {
  static const std::regex dash{"([0-9])-(?=[0-9])"};
  return std::regex_replace(line, dash, "$1");
}

}  // namespace

TEST_CASE("every mobile number of Indonesia in the tree is a fictitious one") {
  const std::regex mobile{R"((^|[^0-9A-Za-z])(\+62 ?|62|0)8[1235789][0-9]{7,10}(?![0-9A-Za-z]))"};
  const std::regex fictitious{R"(\+?(62 ?|0)8110000)"};
  for (const auto& source : read_sources({"."}))
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      INFO(fmt::format("{}:{}", source.path, i + 1));
      CHECK(offence(digits_joined(source.lines[i]), mobile, fictitious) == "");
    }
}

TEST_CASE("nothing depends on the machine it was written on") {
  const std::regex place{R"((^|[^0-9A-Za-z.])/(work|root|home/[a-z]+)/)"};
  const std::regex none{"$^"};
  for (const auto& source : read_sources({"."}))
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (source.path == "tests/tree/strangers_test.cpp") continue;
      INFO(fmt::format("{}:{}", source.path, i + 1));
      CHECK(offence(source.lines[i], place, none) == "");
    }
}

TEST_CASE("a source is short enough to be read") {
  for (const auto& source : read_sources({"lib", "daemon", "tests"}))
    if (source.cpp() && source.lines.size() > 400)
      WARN(fmt::format("{} has {} lines", source.path, source.lines.size()));
}

}  // namespace lapor::tree
