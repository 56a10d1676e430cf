// The operator's catalogue of log events and the code name the same ones.
#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>

#include "base/catalogue.hpp"
#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

std::set<std::string> all_matches(const std::vector<Source>& sources, const std::regex& pattern) {
  std::set<std::string> found;
  for (const auto& source : sources) {
    const auto text = source.text();
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

namespace {

/// "name (level)" of each place that logs. turn.log(log::Level::info, "name", …  note(log::Level::info,
/// "name", … log.error("name", …; a Remark{"name"} has no level of its own.
std::set<std::string> logged_with_level(const std::vector<Source>& sources) {
  const std::regex by_level{
      R"re((?:\.log\(\s*|note\(\s*|log_?\.\w+\(\s*)log::Level::(\w+),\s*"([a-z]+(?:-[a-z]+)*)")re"};
  const std::regex by_call{R"re(log_?\.(error|warning|notice)\(\s*"([a-z]+(?:-[a-z]+)*)")re"};
  std::set<std::string> found;
  for (const auto& source : sources) {
    const auto text = source.text();
    for (const auto* pattern : {&by_level, &by_call})
      for (std::sregex_iterator it{text.begin(), text.end(), *pattern}, end; it != end; ++it)
        found.insert(fmt::format("{} ({})", (*it)[2].str(), (*it)[1].str()));
  }
  return found;
}

/// "name: FIELD FIELD" of each place that logs; a semicolon within quotes doesn't end its statement. What a
/// supervisor notes or its worker remarks is of its modem.
std::set<std::string> logged_with_fields(const std::vector<Source>& sources) {
  const std::regex call{R"re((\.log\(\s*|\bnote\(\s*|log_?\.\w+\(\s*|Remark\{\s*))re"
                        R"re((?:log::Level::\w+,\s*)?"([a-z]+(?:-[a-z]+)*)"(?:[^;"]|"(?:[^"\\]|\\.)*")*;)re"};
  std::set<std::string> found;
  for (const auto& source : sources) {
    const auto text = source.text();
    for (std::sregex_iterator it{text.begin(), text.end(), call}, end; it != end; ++it) {
      const auto statement = it->str(), how = (*it)[1].str();
      const bool of_modem = how.starts_with("note") || how.starts_with("Remark") ||
                            statement.find("{\"MODEM\"") != statement.npos;
      std::vector<std::string> fields;
      if (of_modem) fields.emplace_back("MODEM");
      if (statement.find("{\"TICKET\"") != statement.npos) fields.emplace_back("TICKET");
      found.insert(fmt::format("{}: {}", (*it)[2].str(), fmt::join(fields, " ")));
    }
  }
  return found;
}

}  // namespace

TEST_CASE("every log event is explained to the operator, and no other") {
  // turn.log(log::Level::info, "name", …  note(log::Level::info, "name", …  log.error("name", …
  // Remark{"name", …
  const std::regex logged{R"re((?:\.log\(\s*|note\(\s*|log_?\.\w+\(\s*|Remark\{\s*))re"
                          R"re((?:log::Level::\w+,\s*)?"([a-z]+(?:-[a-z]+)*)")re"};
  const std::regex explained{R"(\*\*([a-z-]+)\*\* \((?:error|warning|notice|info|debug)(?:, [A-Z]+)*\))"};
  const auto in_code = all_matches(read_sources({"lib", "daemon"}), logged);
  const auto in_page = all_matches(read_sources({"docs/log-events.md"}), explained);
  INFO("explain these in docs/log-events.md: " << only_in(in_code, in_page));
  CHECK(only_in(in_code, in_page) == "");
  INFO("these are no longer logged: " << only_in(in_page, in_code));
  CHECK(only_in(in_page, in_code) == "");
}

TEST_CASE("an event has the level that the page says, wherever it is logged") {
  std::set<std::string> explained;
  for (const auto& e : log::catalogue()) explained.insert(fmt::format("{} ({})", e.name, e.level));
  const auto logged = logged_with_level(read_sources({"lib", "daemon"}));
  CHECK(logged.size() > 40);
  CHECK(only_in(logged, explained) == "");
}

TEST_CASE("an event carries the fields that the page says, wherever it is logged") {
  std::set<std::string> explained;
  for (const auto& e : log::catalogue())
    explained.insert(fmt::format("{}: {}", e.name, fmt::join(e.fields, " ")));
  const auto logged = logged_with_fields(read_sources({"lib", "daemon"}));
  CHECK(logged.size() > 60);
  INFO("the page says otherwise than the code: " << only_in(logged, explained));
  CHECK(only_in(logged, explained) == "");
}

TEST_CASE("the page that travels in the program is the page, each event once, with an identity of its own") {
  const auto pages = read_sources({"docs/log-events.md"});
  const auto events = log::read_catalogue(pages.front().text());
  CHECK(events.size() == log::catalogue().size());
  std::set<std::string> names, ids;
  for (const auto& e : log::catalogue()) {
    INFO(e.name);
    CHECK(names.insert(e.name).second);
    CHECK(ids.insert(log::message_id(e.name)).second);
    CHECK(e.text.size() > 10);
    CHECK_FALSE(e.group.empty());
  }
  CHECK(log::message_id("ticket-opened").size() == 32);
  CHECK(log::journal_catalogue(events).find("-- " + log::message_id("started") +
                                            "\nSubject: lapord: started\n") != std::string::npos);
}

}  // namespace lapor::repo
