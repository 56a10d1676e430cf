// Checks the folders and the file names of tests.
#include <algorithm>
#include <set>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

bool holds_a_test(const Source& source) {
  for (const auto& line : source.lines)
    if (line.starts_with("TEST_CASE(") || line.starts_with("TEMPLATE_TEST_CASE(")) return true;
  return false;
}

}  // namespace

TEST_CASE("a file of tests is named *_test.cpp, and no other file is") {
  std::size_t seen = 0;
  for (const auto& source : read_sources({"tests"})) {
    if (!source.cpp()) continue;
    INFO(source.path);
    CHECK(holds_a_test(source) == source.path.ends_with("_test.cpp"));
    seen += holds_a_test(source);
  }
  CHECK(seen > 100);
}

TEST_CASE("a file of tests belongs to a program that ctest runs") {
  const auto scripts = read_sources({"tests"});
  std::set<std::string> folders;
  for (const auto& script : scripts)
    if (script.path.ends_with("CMakeLists.txt"))
      for (const auto& line : script.lines)
        if (line.starts_with("lapor_test(")) folders.insert(script.folder());
  for (const auto& source : scripts) {
    if (!source.cpp() || !holds_a_test(source)) continue;
    INFO(source.path);
    CHECK(std::any_of(folders.begin(), folders.end(),
                      [&](const auto& folder) { return source.path.starts_with(folder + "/"); }));
  }
}

}  // namespace lapor::repo
