// The rooms of lib/modem: a file's folder says in which process it runs, and so what it may include.
#include <fmt/format.h>

#include <map>
#include <set>
#include <string>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

/// The rooms that each room may include besides itself. host runs in lapord, worker in lapord-modem, protocol
/// in both, link in lapord-node and lapord-nodes.
const std::map<std::string, std::set<std::string>> rooms{{"protocol", {}},
                                                         {"at", {}},
                                                         {"host", {"protocol"}},
                                                         {"link", {"protocol"}},
                                                         {"worker", {"protocol", "at"}}};

/// The headers of lib/engine that each room may include. A profile is data for both sides; events belong to
/// lapord.
const std::map<std::string, std::string> engine{{"protocol", "engine/api/modem_profile.hpp"},
                                                {"at", "engine/api/modem_profile.hpp"},
                                                {"host", "engine/api/"},
                                                {"link", "engine/api/modem_profile.hpp"},
                                                {"worker", "engine/api/modem_profile.hpp"}};

/// "host" of "lib/modem/host/states.cpp" and of "modem/host/states.hpp"; empty for another folder's.
std::string room_of(const std::string& path) {
  const std::string folder = "modem/";
  const auto at = path.starts_with("lib/") ? path.find(folder) : path.starts_with(folder) ? 0 : path.npos;
  if (at == path.npos) return {};
  const auto begin = at + folder.size();
  return path.substr(begin, path.find('/', begin) - begin);
}

bool may_include(const std::string& room, const std::string& name) {
  if (name.starts_with("engine/")) return name.starts_with(engine.at(room));
  const auto other = room_of(name);
  return other.empty() || other == room || rooms.at(room).count(other) != 0;
}

/// From outside: lapord starts workers and never is one; only lapord-modem is. Who looks for modems speaks
/// AT.
bool outside_may_include(const Source& source, const std::string& name) {
  const auto room = room_of(name);
  if (room.empty() || name == "modem/worker/landlock.hpp") return true;
  if (source.in("daemon/lapord-modem/")) return room == "worker";
  if (source.in("daemon/lapord-smpp/")) return room == "protocol" || name == "modem/worker/sandbox.hpp";
  if (source.in("daemon/lapord-nodes/")) return room == "link" || room == "protocol";
  // It starts the workers of its box, as lapord does.
  if (source.in("daemon/lapord-node/"))
    return room == "link" || room == "protocol" || name == "modem/host/worker_process.hpp" ||
           name == "modem/host/asio.hpp";
  if (source.in("lib/port_probe/")) return room == "at";
  const bool of_nodes = source.in("daemon/lapord/nodes.") && room == "protocol";
  return source.in("daemon/lapord/") && (room == "host" || of_nodes);
}

}  // namespace

TEST_CASE("a room of lib/modem includes only what its process has") {
  for (const auto& source : read_sources({"lib/modem"})) {
    if (!source.cpp()) continue;
    INFO(source.path);
    const auto room = room_of(source.path);
    REQUIRE(rooms.count(room) == 1);
    for (const auto& include : includes(source)) {
      INFO(fmt::format("line {} includes {}", include.line, include.name));
      CHECK((!include.quoted || may_include(room, include.name)));
    }
  }
}

TEST_CASE("a program includes only the side of the modem that it runs") {
  for (const auto& source : read_sources({"daemon", "lib"})) {
    if (source.in("lib/modem/")) continue;
    for (const auto& include : includes(source)) {
      INFO(fmt::format("{}:{} includes {}", source.path, include.line, include.name));
      CHECK(outside_may_include(source, include.name));
    }
  }
}

TEST_CASE("tests/unit/modem mirrors the rooms") {
  for (const auto& source : read_sources({"tests/unit/modem"}))
    if (source.cpp()) CHECK(rooms.count(source.path.substr(0, source.path.rfind('/')).substr(17)) == 1);
}

}  // namespace lapor::repo
