// Looking at tickets: tickets, ticket, recent.
#include <fmt/format.h>

#include "laporctl/commands/groups.hpp"
#include "laporctl/commands/show.hpp"
#include "laporctl/program.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using control::request;

std::string show_tickets(const Json& tickets) {
  std::vector<Row> rows;
  for (const auto& t : tickets.items())
    rows.push_back({plain(t["ticket"]), plain(t["state"]), plain(t["category"]), plain(t["agency"]),
                    plain(t["level"]), minute_of(t["created_at"]), plain(t["text"])});
  return table({"TICKET", "STATE", "CATEGORY", "AGENCY", "LV", "CREATED (UTC)", "TEXT"}, std::move(rows));
}

void add_tickets(Program& program) {
  struct Values {
    std::string state, agency;
    std::optional<unsigned> limit;
  };
  auto& command = program.add("tickets", "tickets, newest first");
  auto& v = command.values<Values>();
  command.option("--state", v.state, "only tickets in this state");
  command.option("--agency", v.agency, "only tickets with this agency");
  command.option("--limit", v.limit, "at most so many");
  command.ask_gateway(
      [&v] { return request("tickets", {{"state", v.state}, {"agency", v.agency}, {"limit", v.limit}}); },
      show_tickets);
}

std::string show_events(const Json& events) {
  std::vector<Row> rows;
  for (const auto& e : events.items())
    rows.push_back({minute_of(e["at"]), plain(e["kind"]), plain(e["actor"]), plain(e["detail"])});
  return table({"AT (UTC)", "EVENT", "ACTOR", "DETAIL"}, std::move(rows));
}

std::string show_ticket(const Json& t) {
  std::string out;
  for (const auto& [name, value] : t.members())
    if (name != "events" && name != "messages" && name != "text")
      out += fmt::format("{:18} {}\n", name, plain(value));
  out += "text\n" + wrapped(plain(t["text"]), "  ") + "\n";
  return out + show_events(t["events"]) + "\n" + show_messages(t["messages"]);
}

void add_ticket(Program& program) {
  struct Values {
    std::string number;
  };
  auto& command = program.add("ticket", "one ticket with its events and messages");
  auto& v = command.values<Values>();
  command.option("NUMBER", v.number).required();
  command.ask_gateway([&v] { return request("ticket", {{"ticket", v.number}}); }, show_ticket);
}

void add_recent(Program& program) {
  struct Values {
    std::optional<unsigned> limit;
  };
  auto& command = program.add("recent", "what happened last, of all tickets");
  auto& v = command.values<Values>();
  command.option("--limit", v.limit, "at most so many");
  command.ask_gateway([&v] { return request("recent", {{"limit", v.limit}}); }, show_recent);
}

}  // namespace

std::string show_recent(const Json& events) {
  std::vector<Row> rows;
  for (const auto& e : events.items())
    rows.push_back({minute_of(e["at"]), plain(e["ticket"]), plain(e["kind"]), plain(e["actor"])});
  return table({"AT (UTC)", "TICKET", "EVENT", "ACTOR"}, std::move(rows));
}

void add_ticket_commands(Program& program) {
  add_tickets(program);
  add_ticket(program);
  add_recent(program);
}

}  // namespace lapor::laporctl
