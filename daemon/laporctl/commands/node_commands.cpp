// Boxes in other towns that lend modems: the list of them (nodes), and who is admitted (node).
#include <fmt/format.h>

#include "laporctl/commands/groups.hpp"
#include "laporctl/page.hpp"
#include "laporctl/program.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using control::request;

std::string modems_of(const Json& node) {
  std::string out;
  for (const auto& modem : node["modems"].items()) out += (out.empty() ? "" : " ") + plain(modem);
  return out.empty() ? "-" : out;
}

std::string show_nodes(const Json& nodes, const Page& page) {
  std::vector<Row> rows;
  for (const auto& n : nodes.items())
    rows.push_back({plain(n["node"]), plain(n["role"]), plain(n["state"]), page.time.minute(n["last_seen"]),
                    plain(n["address"]), plain(n["version"]), modems_of(n)});
  return table({"NODE", "ROLE", "STATE", "LAST SEEN", "FROM", "VERSION", "MODEMS"}, std::move(rows),
               page.width());
}

struct Values {
  std::string action, name, at;
};

/// The node's configuration alone, so that it can be written to a file; it is shown once.
std::string show_order(const Values& v, const Json& result) {
  if (v.action == "remove") return fmt::format("{} is not admitted any more\n", v.name);
  const auto* configuration = result["configuration"].text();
  return configuration ? *configuration : std::string{};
}

void add_node(Program& program) {
  auto& command = program.add("node", "admit a box that lends modems, or admit it no longer");
  auto& v = command.values<Values>();
  command.option("ACTION", v.action).required().one_of({"add", "remove"});
  command.option("NAME", v.name, "letters, digits, - and _").required();
  command.option("--at", v.at, "where the node finds this gateway, HOST:PORT; if left out, [node] listen");
  command.check([&v]() -> std::optional<std::string> {
    return v.action == "remove" && !v.at.empty() ? std::optional<std::string>("--at goes with add only")
                                                 : std::nullopt;
  });
  command.ask_gateway(
      [&v] { return request("node", {{"action", v.action}, {"node", v.name}, {"at", v.at}}); },
      [&v](const Json& result) { return show_order(v, result); });
}

}  // namespace

void add_node_commands(Program& program) {
  program.add("nodes", "the boxes that lend modems, and this one")
      .ask_gateway([] { return request("nodes"); }, show_nodes);
  add_node(program);
}

}  // namespace lapor::laporctl
