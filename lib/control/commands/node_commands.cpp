// Boxes in other towns that lend modems: the list of them (nodes), and who is admitted (node).
#include <fmt/format.h>

#include <array>

#include "control/commands/groups.hpp"

namespace lapor::control {
namespace {

constexpr std::size_t longest_name = 40, longest_address = 255;
constexpr auto letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr auto of_addresses = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.:[],";

bool consists_of(const std::string& text, const char* these, std::size_t longest) {
  return !text.empty() && text.size() <= longest && text.find_first_not_of(these) == text.npos;
}

Result<Json> show_nodes(const Request&, Gateway& gateway) { return render(gateway.nodes()); }

/// The key in the answer goes to who asked, and nowhere else.
void add(const Request& request, const std::string& name, Gateway& gateway, const Reply& reply) {
  const auto at = text_of(request.body, "at");
  if (!at.empty() && !consists_of(at, of_addresses, longest_address))
    return reply(
        refused("--at: write HOST:PORT as the node finds this gateway, such as "
                "lapor.example.go.id:8312, and commas between several"));
  gateway.add_node(
      name, at, [&gateway, name, actor = request.actor.text(), reply](const Result<std::string>& made) {
        if (!made) return reply(refused(made.error().context));
        gateway.log(log::Level::notice, "node-added", fmt::format("{}: node {} is admitted", actor, name));
        reply(done(Json::object({{"ok", true}, {"node", name}, {"configuration", *made}})));
      });
}

void remove(const Request& request, const std::string& name, Gateway& gateway, const Reply& reply) {
  if (const auto removed = gateway.remove_node(name); !removed)
    return reply(refused(removed.error().context));
  gateway.log(log::Level::notice, "node-removed",
              fmt::format("{}: node {} is not admitted any more", request.actor.text(), name));
  reply(done(Json::object({{"ok", true}, {"node", name}})));
}

void order_node(const Request& request, Gateway& gateway, const Reply& reply) {
  const auto name = text_of(request.body, "node"), action = text_of(request.body, "action");
  if (!consists_of(name, letters, longest_name))
    return reply(refused("a node's name has letters, digits, - and _, 40 at most"));
  if (action == "add") return add(request, name, gateway, reply);
  if (action == "remove") return remove(request, name, gateway, reply);
  reply(refused("a node can be told add or remove"));
}

constexpr std::array rows{
    Command{"nodes", Right::view, Audit::none, Kind::view, show_nodes},
    Command{"node", Right::control, Audit::log, Kind::order, order_node},
};

}  // namespace

std::span<const Command> node_commands() { return rows; }

}  // namespace lapor::control
