// The rooms of the engine and of the rules, and circles between units: a unit is a .hpp and the .cpp of its
// name. Headers alone can be free of circles while their sources call each other, so the includes of both
// count.
#include <fmt/format.h>

#include <map>
#include <regex>
#include <set>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

using Rooms = std::map<std::string, std::set<std::string>>;

/// "inbox" of "lib/engine/inbox/unread.cpp" and of "engine/inbox/unread.hpp"; "" for a file of no room.
std::string room_of(const std::string& path, const std::string& floor = "engine/") {
  const auto begin = path.find(floor) + floor.size();
  const auto slash = path.find('/', begin);
  return slash == path.npos ? "" : path.substr(begin, slash - begin);
}

/// The rooms that each room of the engine may include besides itself. engine.cpp may include all of them.
const Rooms engine_rooms{
    {"model", {}},
    {"api", {"model"}},
    {"ports", {"model", "api"}},
    {"deadlines", {"model", "api"}},
    {"outbox", {"model", "api", "ports", "deadlines"}},
    {"tickets", {"model", "api", "ports", "deadlines", "outbox"}},
    {"sending", {"model", "api", "ports", "deadlines", "outbox"}},
    {"housekeeping", {"model", "api", "ports", "deadlines", "outbox", "sending"}},
    {"commands", {"model", "api", "ports", "deadlines", "outbox", "tickets"}},
    {"inbox", {"model", "api", "ports", "deadlines", "outbox", "tickets", "commands"}},
};

/// The same for the rules.
const Rooms domain_rooms{
    {"sms", {}},
    {"ticket", {}},
    {"calendar", {}},
    {"delivery", {}},
    {"language", {"ticket"}},
    {"routing", {"language"}},
    {"commands", {"language", "routing", "sms", "ticket"}},
    {"escalation", {"calendar", "routing"}},
    {"replies", {"sms", "ticket"}},
    {"limits", {"replies"}},
    {"scorecard", {}},
    {"sim", {"delivery"}},
};

/// Lines of lib/FLOOR that include a room of their floor which doesn't stand below their own.
std::string includes_upward(const std::string& floor, const Rooms& rooms) {
  std::string found;
  for (const auto& source : read_sources({"lib/" + floor})) {
    const auto room = source.cpp() ? room_of(source.path, floor) : "";
    if (room.empty()) continue;
    for (const auto& include : includes(source)) {
      if (!include.quoted || !include.name.starts_with(floor)) continue;
      const auto target = room_of(include.name, floor);
      if (target != room && (!rooms.contains(room) || !rooms.at(room).contains(target)))
        found += fmt::format("{}:{} includes {}\n", source.path, include.line, include.name);
    }
  }
  return found;
}

/// The rooms of the engine that a folder outside may include.
std::set<std::string> open_to(const std::string& path) {
  if (path.starts_with("lib/store/")) return {"model", "api", "ports"};
  return {"model", "api"};
}

/// "lib/engine/outbox/compose" for both files of the unit; what is included is named from lib/ or daemon/.
std::string unit_of(const std::string& path) { return path.substr(0, path.rfind('.')); }

std::map<std::string, std::set<std::string>> unit_graph() {
  std::map<std::string, std::set<std::string>> graph;
  std::set<std::string> known;
  const auto sources =
      read_sources({"lib/base", "lib/domain", "lib/learning", "lib/engine", "lib/store", "lib/config",
                    "lib/control", "lib/modem", "lib/web", "lib/smpp", "lib/port_probe", "daemon"});
  for (const auto& source : sources)
    if (source.cpp()) known.insert(unit_of(source.path));
  for (const auto& source : sources) {
    if (!source.cpp()) continue;
    const auto from = unit_of(source.path);
    for (const auto& include : includes(source))
      for (const auto* top : {"lib/", "daemon/"})
        if (const auto to = unit_of(top + include.name); include.quoted && to != from && known.contains(to))
          graph[from].insert(to);
  }
  return graph;
}

/// A circle through the graph as text, or empty: depth first, each unit once.
class CircleFinder {
 public:
  explicit CircleFinder(const std::map<std::string, std::set<std::string>>& graph) : graph_(graph) {}

  std::string find() {
    for (const auto& [unit, to] : graph_)
      if (auto circle = visit(unit); !circle.empty()) return circle;
    return {};
  }

 private:
  std::string visit(const std::string& unit) {
    if (done_.contains(unit)) return {};
    path_.push_back(unit);
    const auto to = graph_.find(unit);
    if (to != graph_.end())
      for (const auto& next : to->second) {
        const auto at = std::find(path_.begin(), path_.end(), next);
        if (at != path_.end()) return fmt::format("{} -> {}", fmt::join(at, path_.end(), " -> "), next);
        if (auto circle = visit(next); !circle.empty()) return circle;
      }
    path_.pop_back();
    done_.insert(unit);
    return {};
  }

  const std::map<std::string, std::set<std::string>>& graph_;
  std::vector<std::string> path_;
  std::set<std::string> done_;
};

/// Lines of the engine that contain this, except in the allowed files.
std::string lines_with(std::string_view words, const std::set<std::string>& allowed) {
  std::string found;
  for (const auto& source : read_sources({"lib/engine"}))
    for (std::size_t i = 0; i < source.lines.size(); ++i)
      if (source.cpp() && !allowed.contains(source.path) && source.lines[i].find(words) != std::string::npos)
        found += fmt::format("{}:{}: {}\n", source.path, i + 1, source.lines[i]);
  return found;
}

}  // namespace

TEST_CASE("a room of the engine, and of the rules, includes only what stands below it") {
  CHECK(includes_upward("engine/", engine_rooms) == "");
  CHECK(includes_upward("domain/", domain_rooms) == "");
  CHECK(includes_upward("domain/", {{"commands", {"language"}}}) != "");
}

TEST_CASE("from outside, only the engine's api and model are included; the store has its ports too") {
  for (const auto& source : read_sources({"lib", "daemon"})) {
    if (!source.cpp() || source.in("lib/engine/")) continue;
    for (const auto& include : includes(source)) {
      if (!include.quoted || !include.name.starts_with("engine/")) continue;
      INFO(fmt::format("{}:{} includes {}", source.path, include.line, include.name));
      CHECK(open_to(source.path).contains(room_of(include.name)));
    }
  }
}

TEST_CASE("no units call each other in a circle") {
  const auto graph = unit_graph();
  REQUIRE(graph.size() > 100);
  CHECK(CircleFinder(graph).find() == "");
}

TEST_CASE("the finder of circles finds one") {
  const std::map<std::string, std::set<std::string>> graph{{"a", {"b"}}, {"b", {"c", "d"}}, {"d", {"b"}}};
  CHECK(CircleFinder(graph).find() == "b -> d -> b");
}

/// The fields of the structs in this text, by struct.
std::map<std::string, std::set<std::string>> fields_of(const std::vector<std::string>& places) {
  static const std::regex begins{R"(^struct (\w+) \{$)"}, field{R"((\w+)(?:\{\}| = [^;,]*)?[;,])"};
  std::map<std::string, std::set<std::string>> out;
  for (const auto& source : read_sources(places)) {
    std::string inside;
    for (const auto& line : source.lines) {
      std::smatch m;
      if (std::regex_match(line, m, begins)) inside = m[1];
      if (line == "};") inside.clear();
      const auto code = line.substr(0, line.find("//"));
      if (inside.empty() || code.find('(') != code.npos) continue;
      for (std::sregex_iterator at(code.begin(), code.end(), field), end; at != end; ++at)
        out[inside].insert((*at)[1]);
    }
  }
  return out;
}

/// The fields that a ticket has and no other value of the model, and no command.
std::set<std::string> fields_of_tickets_alone() {
  auto all =
      fields_of({"lib/engine/model", "lib/domain/scorecard/card.hpp", "lib/domain/commands/command.hpp"});
  auto own = all["Ticket"];
  for (const auto& [name, fields] : all)
    if (name != "Ticket")
      for (const auto& field : fields) own.erase(field);
  return own;
}

TEST_CASE("tickets have one writer") {
  const std::string editor = "lib/engine/tickets/ticket_editor.cpp";
  CHECK(lines_with(".state = ", {editor, "lib/engine/outbox/message_lifecycle.cpp"}) == "");
  for (const auto* call : {"update_ticket(", "store.put(", "store.record(", "add_ticket("})
    CHECK(lines_with(call, {editor, "lib/engine/ports/tickets.hpp"}) == "");
}

TEST_CASE("no field of a ticket is set outside the editor, but for its deadlines and its draft") {
  const auto own = fields_of_tickets_alone();
  for (const auto* field : {"due_at", "merged_into", "forwarded_at", "next_timer_at", "transfers"})
    REQUIRE(own.contains(field));
  const std::regex sets(fmt::format(R"((?:\.|->)(?:{})(?: = | \+= |\.reset\(|\.push_back\(|\.clear\(|\+\+))",
                                    fmt::join(own, "|")));
  std::string found;
  for (const auto& source : read_sources({"lib/engine"})) {
    if (!source.cpp() || source.path == "lib/engine/tickets/ticket_editor.cpp" ||
        source.in("lib/engine/deadlines/"))
      continue;
    bool draft = false;  // a ticket that isn't opened yet
    for (const auto& line : source.lines) {
      if (!line.starts_with(' ')) draft = line.starts_with("Ticket draft(");
      if (!draft && std::regex_search(line, sets)) found += source.path + ": " + line + "\n";
    }
  }
  CHECK(found == "");
}

TEST_CASE("only the room of commands answers a sender") {
  for (const auto& source : read_sources({"lib/engine"}))
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      INFO(fmt::format("{}:{}", source.path, i + 1));
      const bool may = source.in("lib/engine/commands/") || source.in("lib/engine/outbox/notify.");
      if (source.cpp() && !may) CHECK(source.lines[i].find("send_answer(") == std::string::npos);
    }
}

}  // namespace lapor::repo
