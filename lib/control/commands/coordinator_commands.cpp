// The coordinator's work: what waits for a decision (queue), the orders on one ticket, and reports that came
// by another channel (new).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/ascii.hpp"
#include "control/commands/contain_faults.hpp"
#include "control/commands/groups.hpp"
#include "control/commands/read_request.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

using engine::OperatorOrder;

Result<OperatorOrder> read_order(OperatorOrder::What what, const Request& request) {
  OperatorOrder order;
  order.what = what;
  order.actor = request.actor;
  const auto id = read_ticket(request.body, "ticket");
  if (!id) return id.error();
  order.ticket = *id;
  if (what == OperatorOrder::What::merge) {
    const auto into = read_ticket(request.body, "into");
    if (!into) return into.error();
    order.into = *into;
  }
  order.agency = text_of(request.body, "agency");
  order.reason = ascii::upper(text_of(request.body, "reason"));
  order.text = text_of(request.body, "text");
  return order;
}

/// The ticket as it is after the order, or why the order was refused.
Json order_answer(const engine::Effects& effects, engine::Views& views) {
  for (const auto& effect : effects) {
    if (const auto* no = std::get_if<engine::OrderRefused>(&effect)) return refused(no->reason);
    if (const auto* filed = std::get_if<engine::TicketFiled>(&effect))
      if (const auto ticket = views.find(filed->ticket)) return done(render(*ticket, Numbers::whole));
  }
  return refused("nothing was done");
}

void execute(engine::Event event, Gateway& gateway, const Reply& reply) {
  if (!gateway.database_ok()) return reply(refused("the database can't be written now; try again later"));
  gateway.execute(std::move(event), [&gateway, reply](const engine::Effects* effects) {
    contain_faults(gateway, reply, [&] {
      reply(effects ? order_answer(*effects, gateway.views())
                    : refused("the database failed: look with `laporctl ticket` whether it was done before "
                              "you try again"));
    });
  });
}

template <OperatorOrder::What what>
void order(const Request& request, Gateway& gateway, const Reply& reply) {
  const auto order = read_order(what, request);
  if (!order) return reply(refused(order.error().context));
  execute(*order, gateway, reply);
}

void file_report(const Request& request, Gateway& gateway, const Reply& reply) {
  execute(engine::ReportFiled{text_of(request.body, "channel"), text_of(request.body, "number"),
                              text_of(request.body, "text"), request.actor},
          gateway, reply);
}

/// A ticket in the queue, what it waits for, and why.
Json queue_row(const engine::Ticket& ticket, std::string_view waits_for, const std::string& cause,
               Numbers numbers) {
  auto row = render(ticket, numbers);
  row.set("waits_for", waits_for);
  row.set("cause", text_or_null(replies::redact(cause)));
  return row;
}

using Causes = std::map<TicketId, std::string>;
using QueueRows = std::map<TicketId, Json>;

Causes duplicate_candidates(engine::Views& views, std::size_t limit) {
  Causes out;
  for (const auto& pair : views.duplicate_candidates(limit))
    out[pair.ticket] = "like " + ticket::number(pair.earlier);
  return out;
}

/// Why the ticket was returned; else which ticket it is like; else empty.
std::string cause_of(const engine::Ticket& ticket, const Causes& duplicates) {
  const auto like = duplicates.find(ticket.id);
  return ticket.return_reason.empty() && like != duplicates.end() ? like->second : ticket.return_reason;
}

/// A ticket that waits for several things stands in the first of these rows only.
QueueRows queue_rows(Gateway& gateway, std::size_t limit, Numbers numbers) {
  auto& views = gateway.views();
  const auto duplicates = duplicate_candidates(views, limit);
  engine::TicketQuery query;
  query.oldest_first = true;
  query.limit = limit;
  query.confidential = numbers == Numbers::whole;
  QueueRows rows;
  query.state = ticket::State::verifying;
  for (const auto& t : views.tickets(query))
    rows[t.id] =
        queue_row(t, t.return_reason.empty() ? "verification" : "refusal", cause_of(t, duplicates), numbers);
  query.state = ticket::State::forwarded;
  query.agency = gateway.rules().directory.coordinator().code;
  for (const auto& t : views.tickets(query))
    rows.try_emplace(t.id, queue_row(t, "routing", cause_of(t, duplicates), numbers));
  for (const auto& [id, cause] : duplicates)
    if (const auto t = views.find(id); t && !hidden(*t, numbers) && !rows.contains(id))
      rows[id] = queue_row(*t, "merging", cause, numbers);
  return rows;
}

/// Oldest first: a later ticket has a higher id.
Result<Json> list_queue(const Request& request, Gateway& gateway) {
  const auto limit = read_limit(request.body, max_rows);
  if (!limit) return limit.error();
  auto out = Json::list();
  for (auto& [id, row] : queue_rows(gateway, *limit, request.numbers())) {
    if (out.items().size() == *limit) break;
    out.add(std::move(row));
  }
  return out;
}

using What = OperatorOrder::What;
constexpr std::array rows{
    Command{"queue", Right::view, Audit::access, Kind::view, list_queue},
    Command{"route", Right::control, Audit::ticket, Kind::order, order<What::route>},
    Command{"merge", Right::control, Audit::ticket, Kind::order, order<What::merge>},
    Command{"separate", Right::control, Audit::ticket, Kind::order, order<What::separate>},
    Command{"reject", Right::control, Audit::ticket, Kind::order, order<What::reject>},
    Command{"reopen", Right::control, Audit::ticket, Kind::order, order<What::reopen>},
    Command{"note", Right::control, Audit::ticket, Kind::order, order<What::note>},
    Command{"answer", Right::control, Audit::ticket, Kind::order, order<What::answer>},
    Command{"ask", Right::control, Audit::ticket, Kind::order, order<What::ask>},
    Command{"new", Right::control, Audit::ticket, Kind::order, file_report},
};

}  // namespace

std::span<const Command> coordinator_commands() { return rows; }

}  // namespace lapor::control
