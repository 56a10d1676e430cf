// Accounts of the pages (web): people at the desk, and programs with a key.
#include <fmt/format.h>

#include "laporctl/commands/groups.hpp"
#include "laporctl/program.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using control::request;

struct Values {
  std::string what, action, name, role, agency, channel;
};

std::optional<std::string> fault_of(const Values& v) {
  if (v.action == "list") return std::nullopt;
  if (v.name.empty()) return fmt::format("web {} {}: the name is missing", v.what, v.action);
  if (v.action == "remove") return std::nullopt;
  if (v.what == "user" && v.role.empty()) return "web user add NAME: --role is missing";
  if (v.what == "key" && v.channel.empty()) return "web key add NAME: --channel is missing";
  return std::nullopt;
}

std::string show_list(const Values& v, const Json& accounts) {
  const bool users = v.what == "user";
  std::vector<Row> rows;
  for (const auto& a : accounts.items())
    rows.push_back(users ? Row{plain(a["name"]), plain(a["role"]), plain(a["agency"]), plain(a["created_at"])}
                         : Row{plain(a["name"]), plain(a["channel"]), plain(a["created_at"])});
  return users ? table({"NAME", "ROLE", "AGENCY", "CREATED"}, std::move(rows))
               : table({"NAME", "CHANNEL", "CREATED"}, std::move(rows));
}

/// The secret alone, so that a script can take it; it is shown once.
std::string show(const Values& v, const Json& result) {
  if (v.action == "list") return show_list(v, result);
  if (v.action == "remove") return fmt::format("{} is removed\n", v.name);
  return fmt::format("{}\n", plain(result[v.what == "user" ? "token" : "key"]));
}

}  // namespace

void add_web_commands(Program& program) {
  auto& command = program.add("web", "who may use the pages: people with a token, programs with a key");
  auto& v = command.values<Values>();
  command.option("WHAT", v.what).required().one_of({"user", "key"});
  command.option("ACTION", v.action).required().one_of({"add", "list", "remove"});
  command.option("NAME", v.name, "letters, digits, - and _");
  command.option("--role", v.role, "of a user").one_of({"coordinator", "operator", "viewer", "agency"});
  command.option("--agency", v.agency, "whose tickets a user with the role agency answers");
  command.option("--channel", v.channel, "how a key's reports came")
      .one_of({"app", "web", "social", "hotline"});
  command.check([&v] { return fault_of(v); });
  command.ask_gateway(
      [&v] {
        return request("web", {{"what", v.what},
                               {"action", v.action},
                               {"name", v.name},
                               {"role", v.role},
                               {"agency", v.agency},
                               {"channel", v.channel}});
      },
      [&v](const Json& result) { return show(v, result); });
}

}  // namespace lapor::laporctl
