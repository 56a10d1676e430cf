// Looking at tickets: tickets, ticket, recent.
#include <fmt/format.h>

#include <array>

#include "base/time.hpp"
#include "control/commands/groups.hpp"
#include "control/commands/read_request.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

Result<Json> list_tickets(const Request& request, Gateway& gateway) {
  engine::TicketQuery query;
  if (const auto state = text_of(request.body, "state"); !state.empty()) {
    query.state = ticket::state(state);
    if (!query.state) return refusal(fmt::format("\"{}\" is no state of a ticket", state));
  }
  query.agency = text_of(request.body, "agency");
  const auto limit = read_limit(request.body, query.limit);
  if (!limit) return limit.error();
  query.limit = *limit;
  if (!text_of(request.body, "before").empty()) {
    const auto before = read_ticket(request.body, "before");
    if (!before) return before.error();
    query.before = *before;
  }
  query.confidential = request.numbers() == Numbers::whole;
  auto out = Json::list();
  for (const auto& ticket : gateway.views().tickets(query)) out.add(render(ticket, request.numbers()));
  return out;
}

Json events_of(engine::Views& views, TicketId id, Numbers numbers) {
  auto out = Json::list();
  for (const auto& event : views.events(id)) out.add(render(event, numbers));
  return out;
}

Json messages_of(engine::Views& views, TicketId id, Numbers numbers) {
  engine::MessageQuery query;
  query.ticket = id;
  query.limit = max_rows;
  query.confidential = numbers == Numbers::whole;
  auto out = Json::list();
  for (const auto& row : views.messages(query)) out.add(render(row, numbers));
  return out;
}

Result<Json> show_ticket(const Request& request, Gateway& gateway) {
  const auto id = read_ticket(request.body, "ticket");
  if (!id) return id.error();
  const auto found = gateway.views().find(*id);
  if (!found || hidden(*found, request.numbers()))
    return Error{Errc::not_found, fmt::format("there is no ticket {}", text_of(request.body, "ticket"))};
  auto out = render(*found, request.numbers());
  out.set("events", events_of(gateway.views(), *id, request.numbers()));
  out.set("messages", messages_of(gateway.views(), *id, request.numbers()));
  return out;
}

/// The newest lines of all tickets' records, without anybody's words.
Result<Json> list_recent(const Request& request, Gateway& gateway) {
  const auto newest = read_newest(request.body, 20);
  if (!newest) return newest.error();
  auto out = Json::list();
  for (const auto& event : gateway.views().recent(*newest)) {
    const auto ticket = gateway.views().find(event.ticket);
    if (ticket && hidden(*ticket, request.numbers())) continue;
    out.add(Json::object({{"id", event.id},
                          {"at", iso8601(event.at)},
                          {"ticket", ticket::number(event.ticket)},
                          {"kind", event.kind},
                          {"actor", text_or_null(event.actor.text())}}));
  }
  return out;
}

constexpr std::array rows{
    Command{"tickets", Right::view, Audit::access, Kind::view, list_tickets},
    Command{"ticket", Right::view, Audit::access, Kind::view, show_ticket},
    Command{"recent", Right::view, Audit::access, Kind::view, list_recent},
};

}  // namespace

std::span<const Command> ticket_commands() { return rows; }

}  // namespace lapor::control
