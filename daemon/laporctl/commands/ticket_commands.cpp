// Looking at tickets: tickets, ticket, recent.
#include <fmt/format.h>

#include "laporctl/commands/groups.hpp"
#include "laporctl/commands/show.hpp"
#include "laporctl/page.hpp"
#include "laporctl/program.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using control::request;

std::string show_tickets(const Json& tickets, const Page& page) {
  std::vector<Row> rows;
  for (const auto& t : tickets.items())
    rows.push_back({plain(t["ticket"]), plain(t["state"]), plain(t["category"]), plain(t["agency"]),
                    plain(t["level"]), page.time.minute(t["created_at"]), plain(t["text"])});
  return table({"TICKET", "STATE", "CATEGORY", "AGENCY", "LV", page.time.heading("CREATED"), "TEXT"},
               std::move(rows), page.width());
}

void add_tickets(Program& program) {
  struct Values {
    std::string state, agency, before;
    std::optional<unsigned> limit;
  };
  auto& command = program.add("tickets", "tickets, newest first");
  auto& v = command.values<Values>();
  command.option("--state", v.state, "only tickets in this state");
  command.option("--agency", v.agency, "only tickets with this agency");
  command.option("--limit", v.limit, "at most so many");
  command.option("--before", v.before, "only those opened before this ticket: the last one of a list");
  command.ask_gateway(
      [&v] {
        return request("tickets",
                       {{"state", v.state}, {"agency", v.agency}, {"limit", v.limit}, {"before", v.before}});
      },
      show_tickets);
}

std::string show_events(const Json& events, const Page& page) {
  std::vector<Row> rows;
  for (const auto& e : events.items())
    rows.push_back({page.time.minute(e["at"]), plain(e["kind"]), plain(e["actor"]), plain(e["detail"])});
  return table({page.time.heading("AT"), "EVENT", "ACTOR", "DETAIL"}, std::move(rows), page.width());
}

std::string show_ticket(const Json& t, const Page& page) {
  std::string out;
  for (const auto& [name, value] : t.members())
    if (name.ends_with("_at"))
      out += fmt::format("{:18} {}\n", page.time.heading(name), page.time.minute(value));
    else if (name != "events" && name != "messages" && name != "text")
      out += fmt::format("{:18} {}\n", name, plain(value));
  out += "text\n" + wrapped(plain(t["text"]), "  ") + "\n";
  return out + show_events(t["events"], page) + "\n" + show_messages(t["messages"], page);
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
    std::optional<std::int64_t> before;
  };
  auto& command = program.add("recent", "what happened last, of all tickets");
  auto& v = command.values<Values>();
  command.option("--limit", v.limit, "at most so many");
  command.option("--before", v.before, before_help);
  command.ask_gateway([&v] { return request("recent", {{"limit", v.limit}, {"before", v.before}}); },
                      show_recent);
}

}  // namespace

std::string show_recent(const Json& events, const Page& page) {
  std::vector<Row> rows;
  for (const auto& e : events.items())
    rows.push_back(
        {plain(e["id"]), page.time.minute(e["at"]), plain(e["ticket"]), plain(e["kind"]), plain(e["actor"])});
  return table({"ID", page.time.heading("AT"), "TICKET", "EVENT", "ACTOR"}, std::move(rows), page.width());
}

void add_ticket_commands(Program& program) {
  add_tickets(program);
  add_ticket(program);
  add_recent(program);
}

}  // namespace lapor::laporctl
