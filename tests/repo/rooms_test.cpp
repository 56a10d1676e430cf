// The rooms inside the floors: what the engine shows, in which order its rooms stand, and that no two files
// need each other.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

/// A .hpp and a .cpp of one name are one unit, "lib/engine/tickets/escalation"; what it includes of the
/// product.
using Units = std::map<std::string, std::set<std::string>>;

std::string unit_of(const std::string& path) { return path.substr(0, path.rfind('.')); }

const Units& units() {
  static const auto all = [] {
    const auto sources = read_sources({"lib", "daemon"});
    Units out;
    for (const auto& source : sources)
      if (source.cpp()) out[unit_of(source.path)];
    for (const auto& source : sources) {
      if (!source.cpp()) continue;
      for (const auto& include : includes(source))
        for (const auto* top : {"lib/", "daemon/"})
          if (const auto target = unit_of(top + include.name);
              include.quoted && target != unit_of(source.path) && out.contains(target))
            out[unit_of(source.path)].insert(target);
    }
    return out;
  }();
  return all;
}

/// "tickets" of "lib/engine/tickets/escalation"; "" for what is no room of the engine.
std::string engine_room(const std::string& unit) {
  const std::string engine = "lib/engine/";
  if (!unit.starts_with(engine)) return {};
  const auto rest = unit.substr(engine.size());
  const auto slash = rest.find('/');
  return slash == rest.npos ? std::string() : rest.substr(0, slash);
}

/// Everything that a unit needs, directly or not.
std::set<std::string> needs(const std::string& unit) {
  std::set<std::string> seen;
  std::vector<std::string> open{unit};
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    for (const auto& other : units().at(next))
      if (seen.insert(other).second) open.push_back(other);
  }
  return seen;
}

}  // namespace

TEST_CASE(
    "from outside, the engine shows its api, its model and its pure deadlines; its ports to the store") {
  for (const auto& [unit, used] : units()) {
    if (unit.starts_with("lib/engine/")) continue;
    for (const auto& other : used) {
      const auto room = engine_room(other);
      INFO(unit << " includes " << other);
      const bool shown = room.empty() || room == "api" || room == "model" || room == "deadlines" ||
                         (room == "ports" && unit.starts_with("lib/store/"));
      CHECK(shown);
    }
  }
}

TEST_CASE("an include inside the engine goes to a room below") {
  const std::map<std::string, int> heights{
      {"model", 0},   {"api", 1},     {"ports", 2},    {"deadlines", 2}, {"outbox", 3},
      {"tickets", 4}, {"sending", 4}, {"commands", 5}, {"inbox", 6},     {"housekeeping", 6}};
  for (const auto& [unit, used] : units()) {
    const auto room = engine_room(unit);
    if (room.empty()) continue;
    INFO(unit);
    REQUIRE(heights.contains(room));
    for (const auto& other : used) {
      const auto below = engine_room(other);
      if (below.empty() || below == room) continue;
      INFO("includes " << other);
      CHECK(heights.at(below) < heights.at(room));
    }
  }
}

TEST_CASE("no two files need each other") {
  // Still to be parted; add none.
  const std::set<std::string> known{"gammu_session", "gammu_text",      "words",
                                    "category",      "agency_commands", "coordinator_commands"};
  for (const auto& [unit, used] : units()) {
    if (known.contains(unit.substr(unit.rfind('/') + 1))) continue;
    INFO(unit << " needs itself by a circle of includes");
    CHECK_FALSE(needs(unit).contains(unit));
  }
}

TEST_CASE("only the ticket editor changes the state of a ticket, and only the life cycle that of a message") {
  const std::set<std::string> writers{"lib/engine/tickets/ticket_editor.cpp",
                                      "lib/engine/outbox/message_lifecycle.cpp"};
  for (const auto& source : read_sources({"lib/engine"}))
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      INFO(fmt::format("{}:{}", source.path, i + 1));
      if (!writers.contains(source.path)) CHECK(source.lines[i].find(".state = ") == std::string::npos);
    }
}

}  // namespace lapor::repo
