// docs/threat-model.md names the tests that show each defence. A name that leads nowhere would promise too
// much.
#include <algorithm>
#include <regex>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

struct Named {
  std::string file, test;  ///< below tests/, without its ending; the beginning of a name
};

/// `file`: "test", "test"; `file`: "test": as the third column of a row has them.
std::vector<Named> named_tests(const Source& page) {
  static const std::regex place{R"re(`([a-z0-9_/]+_test)`|"([^"]+)")re"};
  std::vector<Named> found;
  for (const auto& line : page.lines) {
    std::string file;
    for (std::sregex_iterator it{line.begin(), line.end(), place}, end; it != end; ++it) {
      if ((*it)[1].matched)
        file = (*it)[1];
      else if (!file.empty())
        found.push_back({file, (*it)[2]});
    }
  }
  return found;
}

}  // namespace

TEST_CASE("every test that the threat model names exists") {
  const auto pages = read_sources({"docs/threat-model.md"});
  REQUIRE(pages.size() == 1);
  const auto named = named_tests(pages.front());
  CHECK(named.size() > 20);
  const auto tests = read_sources({"tests"});
  for (const auto& [file, test] : named) {
    INFO(file << ": " << test);
    const auto path = "tests/" + file + ".cpp", begins = "TEST_CASE(\"" + test;
    CHECK(std::any_of(tests.begin(), tests.end(), [&](const Source& s) {
      return s.path == path && s.text().find(begins) != std::string::npos;
    }));
  }
}

}  // namespace lapor::repo
