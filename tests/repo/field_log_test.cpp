// docs/field-log.md and tests/data/field-cases.tsv: each case that was repaired or held has a test that
// begins with its id.
#include <algorithm>
#include <regex>
#include <set>
#include <string>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

using Ids = std::set<std::string>;

std::string numbered(char letter, int number, std::size_t digits) {
  auto text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return letter + text;
}

/// Of "B10, B21" and of "K01 to K08".
void read_ids(const std::string& text, Ids& into) {
  static const std::regex one{"([BFKP])([0-9]+)"}, range{"([BFKP])([0-9]+) to [BFKP]([0-9]+)"};
  std::smatch m;
  if (std::regex_match(text, m, range)) {
    for (int n = std::stoi(m[2]); n <= std::stoi(m[3]); ++n)
      into.insert(numbered(m.str(1).front(), n, m.str(2).size()));
    return;
  }
  for (std::sregex_iterator it{text.begin(), text.end(), one}, end; it != end; ++it) into.insert(it->str());
}

/// The rows of the log up to what isn't repaired.
Ids logged_cases() {
  static const std::regex row{R"(^\| ([BFKP][0-9][^|]*) \|.*)"};
  Ids ids;
  const auto pages = read_sources({"docs/field-log.md"});
  for (const auto& line : pages.front().lines) {
    if (line == "## Not repaired") break;
    std::smatch m;
    if (std::regex_match(line, m, row)) read_ids(m[1], ids);
  }
  return ids;
}

/// "B07.1" is a PDU of B07.
Ids cases_with_pdus() {
  Ids ids;
  const auto tables = read_sources({"tests/data/field-cases.tsv"});
  for (const auto& line : tables.front().lines)
    if (!line.starts_with('#') && !line.starts_with("id\t"))
      ids.insert(line.substr(0, line.find_first_of(".\t")));
  return ids;
}

Ids tested_cases() {
  static const std::regex name{R"re(TEST_CASE\(\s*"([BFKP][0-9][^":]*):)re"};
  Ids ids;
  for (const auto& source : read_sources({"tests"})) {
    if (!source.path.ends_with("_test.cpp")) continue;
    const auto text = source.text();
    for (std::sregex_iterator it{text.begin(), text.end(), name}, end; it != end; ++it)
      read_ids((*it)[1], ids);
  }
  return ids;
}

}  // namespace

TEST_CASE("every case of the field log has a test that begins with its id") {
  const auto tested = tested_cases(), logged = logged_cases();
  CHECK(logged.size() > 50);
  auto wanted = logged;
  wanted.merge(cases_with_pdus());
  for (const auto& id : wanted) {
    INFO(id);
    CHECK(tested.count(id) == 1);
  }
}

TEST_CASE("every id in a test's name stands in the field log") {
  const auto logged = logged_cases();
  for (const auto& id : tested_cases()) {
    INFO(id);
    CHECK(logged.count(id) == 1);
  }
}

}  // namespace lapor::repo
