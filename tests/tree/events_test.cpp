// The operator's catalogue of log events and the code name the same ones.
#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>

#include "support/catch.hpp"
#include "tree/sources.hpp"

namespace lapor::tree {
namespace {

std::string whole(const Source& source) { return fmt::format("{}", fmt::join(source.lines, "\n")); }

std::set<std::string> all_matches(const std::vector<Source>& sources, const std::regex& pattern) {
  std::set<std::string> found;
  for (const auto& source : sources) {
    const auto text = whole(source);
    for (std::sregex_iterator it{text.begin(), text.end(), pattern}, end; it != end; ++it)
      found.insert((*it)[1]);
  }
  return found;
}

std::string only_in(const std::set<std::string>& one, const std::set<std::string>& other) {
  std::vector<std::string> rest;
  std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(rest));
  return fmt::format("{}", fmt::join(rest, " "));
}

}  // namespace

TEST_CASE("every log event is explained to the operator, and no other") {
  // turn.log(log::Level::info, "name", …  note(log::Level::info, "name", …  log.error("name", …
  // Remark{"name", …
  const std::regex logged{
      R"re((?:\.log\(\s*|note\(\s*|log_?\.\w+\(\s*|Remark\{\s*)(?:log::Level::\w+,\s*)?"([a-z]+(?:-[a-z]+)*)")re"};
  const std::regex explained{R"(\*\*([a-z-]+)\*\* \((?:error|warning|notice|info|debug)\))"};
  const auto in_code = all_matches(read_sources({"lib", "daemon"}), logged);
  const auto in_page = all_matches(read_sources({"docs/log-events.md"}), explained);
  INFO("explain these in docs/log-events.md: " << only_in(in_code, in_page));
  CHECK(only_in(in_code, in_page) == "");
  INFO("these are no longer logged: " << only_in(in_page, in_code));
  CHECK(only_in(in_page, in_code) == "");
}

}  // namespace lapor::tree
