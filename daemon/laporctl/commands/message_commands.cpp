// Texts in both directions: messages, quarantine, send.
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

void add_messages(Program& program) {
  struct Values {
    bool in = false, out = false;
    std::string number, state;
    std::optional<unsigned> limit;
    std::optional<std::int64_t> before;
  };
  auto& command = program.add("messages", "texts in both directions, newest first");
  auto& v = command.values<Values>();
  command.flag("--in", v.in, "only incoming texts");
  command.flag("--out", v.out, "only outgoing texts");
  command.option("--number", v.number, "only to and from this number");
  command.option("--state", v.state, "only outgoing texts in this state");
  command.option("--limit", v.limit, "at most so many");
  command.option("--before", v.before, before_help);
  command.ask_gateway(
      [&v] {
        return request("messages", {{"in", v.in},
                                    {"out", v.out},
                                    {"number", v.number},
                                    {"state", v.state},
                                    {"limit", v.limit},
                                    {"before", v.before}});
      },
      show_messages);
}

std::string show_one_quarantined(const Json& row, const Page& page) {
  constexpr std::size_t digits_a_line = 64;
  std::string out;
  for (const auto& [name, value] : row.members())
    if (name != "hex")
      out += fmt::format("{:8} {}\n", name == "at" ? page.time.heading(name) : name, page.time.minute(value));
  const auto* hex = row["hex"].text();
  if (!hex) return out + "its bytes were forgotten\n";
  for (std::size_t at = 0; at < hex->size(); at += digits_a_line)
    out += "  " + hex->substr(at, digits_a_line) + "\n";
  return out;
}

std::string show_quarantine(const Json& result, const Page& page) {
  if (!result.is_list()) return show_one_quarantined(result, page);
  std::vector<Row> rows;
  for (const auto& q : result.items())
    rows.push_back({plain(q["id"]), page.time.minute(q["at"]), plain(q["modem"]), plain(q["number"]),
                    plain(q["bytes"]), plain(q["cause"])});
  return table({"ID", page.time.heading("AT"), "MODEM", "NUMBER", "BYTES", "CAUSE"}, std::move(rows),
               page.width());
}

void add_quarantine(Program& program) {
  struct Values {
    std::optional<std::int64_t> id, before;
    std::optional<unsigned> limit;
  };
  auto& command =
      program.add("quarantine", "what was set aside unanswered, newest first; or one with its bytes");
  auto& v = command.values<Values>();
  command.option("ID", v.id, "this one, with its bytes in hexadecimal");
  command.option("--limit", v.limit, "at most so many");
  command.option("--before", v.before, before_help);
  command.ask_gateway(
      [&v] { return request("quarantine", {{"id", v.id}, {"limit", v.limit}, {"before", v.before}}); },
      show_quarantine);
}

void add_send(Program& program) {
  struct Values {
    std::string number, text;
  };
  auto& command = program.add("send", "queue a text");
  auto& v = command.values<Values>();
  command.option("NUMBER", v.number).required();
  command.option("TEXT", v.text).required();
  command.ask_gateway([&v] { return request("send", {{"number", v.number}, {"text", v.text}}); },
                      [](const Json& result) { return fmt::format("queued as {}\n", plain(result["id"])); });
}

}  // namespace

std::string show_messages(const Json& messages, const Page& page) {
  std::vector<Row> rows;
  for (const auto& m : messages.items())
    rows.push_back({plain(m["id"]), plain(m["direction"]), plain(m["state"]), plain(m["number"]),
                    plain(m["ticket"]), page.time.minute(m["created_at"]), plain(m["text"])});
  return table({"ID", "DIR", "STATE", "NUMBER", "TICKET", page.time.heading("CREATED"), "TEXT"},
               std::move(rows), page.width());
}

void add_message_commands(Program& program) {
  add_messages(program);
  add_quarantine(program);
  add_send(program);
}

}  // namespace lapor::laporctl
