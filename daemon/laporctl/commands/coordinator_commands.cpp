// The coordinator's work: queue, the orders on one ticket, and new.
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

/// The learned model's choice, and the words that speak for it.
std::string suggestion_of(const Json& row) {
  if (!row["suggestion"].text()) return "-";
  return fmt::format("{} ({})", plain(row["suggestion"]), plain(row["suggestion_evidence"]));
}

std::string show_queue(const Json& tickets, const Page& page) {
  constexpr std::size_t columns = 120;
  std::vector<Row> rows;
  for (const auto& t : tickets.items())
    rows.push_back({plain(t["ticket"]), plain(t["waits_for"]), plain(t["category"]), plain(t["agency"]),
                    page.time.minute(t["created_at"]), plain(t["cause"]), suggestion_of(t),
                    plain(t["text"])});
  return table({"TICKET", "WAITS FOR", "CATEGORY", "AGENCY", page.time.heading("CREATED"), "CAUSE",
                "SUGGESTION", "TEXT"},
               std::move(rows), page.width(columns));
}

void add_queue(Program& program) {
  struct Values {
    std::optional<unsigned> limit;
  };
  auto& command = program.add("queue", "what waits for the coordinator, the oldest first");
  auto& v = command.values<Values>();
  command.option("--limit", v.limit, "at most so many");
  command.ask_gateway([&v] { return request("queue", {{"limit", v.limit}}); }, show_queue);
}

/// Options of an order on one ticket.
struct OrderValues {
  std::string number, agency, into, reason, text;
};

struct Order {
  Command& command;
  OrderValues& values;
};

/// An order with its NUMBER; the caller adds what else it takes.
Order add_order(Program& program, const std::string& name, const std::string& help) {
  auto& command = program.add(name, help);
  auto& v = command.values<OrderValues>();
  command.option("NUMBER", v.number, "the ticket").required();
  command.ask_gateway(
      [&v, name] {
        return request(name, {{"ticket", v.number},
                              {"agency", v.agency},
                              {"into", v.into},
                              {"reason", v.reason},
                              {"text", v.text}});
      },
      show_outcome);
  return {command, v};
}

void add_routing(Program& program) {
  auto route = add_order(program, "route", "give a ticket to an agency");
  route.command.option("AGENCY", route.values.agency, "its code").required();
  auto merge = add_order(program, "merge", "join a ticket to another");
  merge.command.option("INTO", merge.values.into, "the one that stays").required();
  add_order(program, "separate", "it is not about the same as the earlier report that the queue names");
}

void add_endings(Program& program) {
  auto reject = add_order(program, "reject", "refuse a ticket for good");
  reject.command.option("REASON", reject.values.reason, "SPAM, WENANG, JELAS, DUPL or HUKUM").required();
  reject.command.option("NOTE", reject.values.text, "more words for the citizen");
  auto reopen = add_order(program, "reopen", "send a closed ticket back to its agency, a level higher");
  reopen.command.option("NOTE", reopen.values.text, "why, for the record");
  for (const auto& [name, help] :
       {std::pair{"confirm", "SELESAI is true; nobody who reported it could be asked"},
        std::pair{"contest", "SELESAI is not true; nobody who reported it could be asked"}}) {
    auto order = add_order(program, name, help);
    order.command.option("TEXT", order.values.text, "what was seen, for the record").required();
  }
}

void add_words(Program& program) {
  for (const auto& [name, help] :
       {std::pair{"note", "write into a ticket's record"}, std::pair{"answer", "text who reported it"},
        std::pair{"ask", "ask who reported it; the clocks wait"}}) {
    auto order = add_order(program, name, help);
    order.command.option("TEXT", order.values.text).required();
  }
}

void add_dismiss(Program& program) {
  struct Values {
    std::optional<std::int64_t> id;
  };
  auto& command = program.add("dismiss", "take a row that nobody could read out of the queue");
  auto& v = command.values<Values>();
  command.option("ID", v.id, "its number in the quarantine").required();
  command.ask_gateway([&v] { return request("dismiss", {{"id", v.id}}); }, show_outcome);
}

void add_new(Program& program) {
  struct Values {
    std::string channel, number, text;
  };
  auto& command = program.add("new", "take a report that came by another channel");
  auto& v = command.values<Values>();
  command.option("--channel", v.channel, "hotline, web, app or social")
      .required()
      .one_of({"hotline", "web", "app", "social"});
  command.option("--from", v.number, "the reporter's number, where it is known");
  command.option("TEXT", v.text).required();
  command.ask_gateway(
      [&v] { return request("new", {{"channel", v.channel}, {"number", v.number}, {"text", v.text}}); },
      show_outcome);
}

}  // namespace

std::string show_outcome(const Json& result) {
  if (!result["ticket"].text()) {
    const auto text = control::text_of(result, "text");
    return text.empty() ? "done\n" : text + "\n";
  }
  const auto agency = control::text_of(result, "agency");
  return fmt::format("ticket {} is {} with {}\n", control::text_of(result, "ticket"),
                     control::text_of(result, "state"), agency.empty() ? "nobody" : agency);
}

void add_coordinator_commands(Program& program) {
  add_queue(program);
  add_routing(program);
  add_endings(program);
  add_words(program);
  add_dismiss(program);
  add_new(program);
}

}  // namespace lapor::laporctl
