// The floors: an include goes down, never up or sideways, and a heavy or dangerous header has one home.
#include <fmt/format.h>

#include <map>
#include <set>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

const std::map<std::string, int> floors{{"base", 0},       {"domain", 1},     {"engine", 2},  {"store", 3},
                                        {"postgresql", 4}, {"modem", 3},      {"config", 3},  {"learning", 3},
                                        {"smpp", 3},       {"port_probe", 4}, {"control", 4}, {"web", 5}};

std::string first_folder(const std::string& path) { return path.substr(0, path.find('/')); }

std::string where(const Source& source, const Include& include) {
  return fmt::format("{}:{} includes {}", source.path, include.line, include.name);
}

struct Including {
  Source source;
  std::vector<Include> includes;
};

/// Every source of the product with what it includes, read once.
const std::vector<Including>& product() {
  static const auto all = [] {
    std::vector<Including> out;
    for (auto& source : read_sources({"lib", "daemon"})) {
      if (!source.cpp()) continue;
      auto names = includes(source);
      out.push_back({std::move(source), std::move(names)});
    }
    return out;
  }();
  return all;
}

/// The reason why a source of this room must not include that name; "" if it may.
std::string objection(const std::string& room, const Include& include) {
  if (!include.quoted) return {};
  const auto target = floors.find(first_folder(include.name));
  if (target == floors.end()) return "which is not a path from lib/";
  if (target->first == room || target->second < floors.at(room)) return {};
  return "which is not below it";
}

/// Sources outside the allowed places that include a header whose name starts so.
std::string trespassers(const std::string& header, const std::vector<std::string>& homes) {
  std::string found;
  for (const auto& [source, names] : product()) {
    bool home = false;
    for (const auto& place : homes) home = home || source.in(place);
    if (home) continue;
    for (const auto& include : names)
      if (include.name.starts_with(header)) found += where(source, include) + "\n";
  }
  return found;
}

}  // namespace

TEST_CASE("an include goes down a floor, never up or sideways") {
  for (const auto& [source, names] : product()) {
    if (!source.in("lib/")) continue;
    const auto room = first_folder(source.path.substr(4));
    INFO(source.path);
    REQUIRE(floors.count(room) == 1);
    for (const auto& include : names) {
      INFO(where(source, include));
      CHECK(objection(room, include) == "");
    }
  }
}

TEST_CASE("libGammu, SQLite and libpq are each known to one place") {
  CHECK(trespassers("gammu", {"lib/modem/worker/gammu_"}) == "");
  CHECK(trespassers("linear.h", {"lib/learning/trainer"}) == "");
  CHECK(trespassers("sqlite3", {"lib/store/db."}) == "");
  CHECK(trespassers("libpq", {"lib/postgresql/link."}) == "");
}

TEST_CASE("rules know no event loop, no JSON, no file format and no system") {
  const std::vector<std::string> above{"lib/store",      "lib/modem",   "lib/config", "lib/port_probe",
                                       "lib/postgresql", "lib/control", "lib/web",    "daemon"};
  for (const auto* header :
       {"boost/", "nlohmann/", "toml++/", "CLI/", "systemd/", "unistd.h", "sys/", "thread"})
    CHECK(trespassers(header, above) == "");
}

TEST_CASE("the pages know values of the gateway, and nothing that could look behind them") {
  for (const auto& [source, names] : product()) {
    if (!source.in("lib/web/")) continue;
    for (const auto& include : names) {
      INFO(where(source, include));
      const bool known = include.name.starts_with("web/") || include.name.starts_with("base/") ||
                         include.name.starts_with("domain/calendar/") || include.name == "control/json.hpp" ||
                         include.name == "control/protocol.hpp" || include.name == "control/csv.hpp";
      CHECK((!include.quoted || known));
    }
  }
}

TEST_CASE("a header that takes seconds to compile is included in one place") {
  for (const auto* header : {"toml++/", "CLI/", "boost/beast", "nlohmann/"}) {
    std::set<std::string> users;
    for (const auto& [source, names] : product())
      for (const auto& include : names)
        if (include.name.starts_with(header)) users.insert(source.path);
    INFO(fmt::format("{} is included by: {}", header, fmt::join(users, " ")));
    CHECK(users.size() <= 1);
    for (const auto& user : users) CHECK(user.ends_with(".cpp"));
  }
}

TEST_CASE("a source that formats includes fmt itself: a precompiled header would hide that it doesn't") {
  const auto sources = read_sources({"lib", "daemon", "tests"});
  std::set<std::string> have, name;
  for (const auto& source : sources) {
    if (!source.cpp()) continue;
    const auto unit = source.path.substr(0, source.path.rfind('.'));
    for (const auto& include : includes(source))
      if (!include.quoted && include.name.starts_with("fmt/")) have.insert(unit);
    const auto text = source.text();
    for (const auto* call : {"fmt::format(", "fmt::join(", "fmt::to_string("})
      if (text.find(call) != text.npos) name.insert(unit);
  }
  name.erase("tests/repo/floors_test");
  REQUIRE(name.size() > 100);
  for (const auto& unit : name) {
    INFO(unit);
    CHECK(have.contains(unit));
  }
}

TEST_CASE(
    "nothing below daemon/ reads a clock, sleeps or rolls a die, but for what times a modem or a server") {
  for (const auto& source : read_sources({"lib"})) {
    if (source.in("lib/modem/") || source.in("lib/port_probe/") || source.in("lib/postgresql/")) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i)
      for (const auto* word : {"_clock::now(", "time(nullptr)", "sleep_for", "random_device", "rand()"}) {
        INFO(fmt::format("{}:{}: {}", source.path, i + 1, word));
        if (source.cpp()) CHECK(source.lines[i].find(word) == std::string::npos);
      }
  }
}

}  // namespace lapor::repo
