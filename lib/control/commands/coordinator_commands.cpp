// The coordinator's work: what waits for a decision (queue), the orders on one ticket, and reports that came
// by another channel (new).
#include <fmt/format.h>

#include <array>

#include "base/time.hpp"
#include "control/commands/contain_faults.hpp"
#include "control/commands/dismiss.hpp"
#include "control/commands/groups.hpp"
#include "control/commands/read_request.hpp"
#include "control/queue.hpp"
#include "control/read_order.hpp"

namespace lapor::control {
namespace {

using engine::OperatorOrder;

/// The ticket as it is after the order, or why the order was refused.
Json order_answer(const engine::Effects& effects, engine::Views& views) {
  for (const auto& effect : effects) {
    if (const auto* no = std::get_if<engine::OrderRefused>(&effect)) return refused(no->reason);
    if (const auto* filed = std::get_if<engine::TicketFiled>(&effect))
      if (const auto ticket = views.find(filed->ticket)) return done(render(*ticket, Numbers::whole));
  }
  return refused("nothing was done");
}

void execute(OperatorRequest request, Gateway& gateway, const Reply& reply) {
  if (!gateway.database_ok()) return reply(refused("the database can't be written now; try again later"));
  gateway.execute(std::move(request), [&gateway, reply](const engine::Effects* effects) {
    contain_faults(gateway, reply, [&] {
      reply(effects ? order_answer(*effects, gateway.views())
                    : refused("the database failed: look with `laporctl ticket` whether it was done before "
                              "you try again"));
    });
  });
}

template <OperatorOrder::What Order>
void order(const Request& request, Gateway& gateway, const Reply& reply) {
  const auto ticket = read_ticket(request.body, "ticket");
  if (!ticket) return reply(refused(ticket.error().context));
  const auto order = read_order(Order, *ticket, request.body, request.actor);
  if (!order) return reply(refused(order.error().context));
  execute(*order, gateway, reply);
}

void file_report(const Request& request, Gateway& gateway, const Reply& reply) {
  const auto channel = read_channel(request.body);
  if (!channel) return reply(refused(channel.error().context));
  execute(engine::ReportFiled{*channel, text_of(request.body, "number"), text_of(request.body, "text"),
                              request.actor},
          gateway, reply);
}

void dismiss(const Request& request, Gateway& gateway, const Reply& reply) {
  const auto id = number_of(request.body, "id");
  if (!id) return reply(refused("id: write the number of a row of the quarantine"));
  if (!gateway.database_ok()) return reply(refused("the database can't be written now; try again later"));
  dismiss_unread(gateway, *id, request.actor, reply);
}

/// Oldest first, a later ticket has a higher id; then what can't be read.
Result<Json> list_queue(const Request& request, Gateway& gateway) {
  const auto limit = read_limit(request.body, max_rows);
  if (!limit) return limit.error();
  const Eyes eyes{request.numbers(), request.numbers() == Numbers::whole};
  auto out = Json::list();
  for (auto& [id, row] : queue_rows(gateway.views(), gateway.rules(), *limit, eyes)) {
    if (out.items().size() == *limit) break;
    out.add(std::move(row));
  }
  const auto left = *limit - out.items().size();
  for (auto& row : unread_rows(gateway.views(), gateway.now(), left)) out.add(std::move(row));
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
    Command{"confirm", Right::control, Audit::ticket, Kind::order, order<What::confirm>},
    Command{"contest", Right::control, Audit::ticket, Kind::order, order<What::contest>},
    Command{"note", Right::control, Audit::ticket, Kind::order, order<What::note>},
    Command{"answer", Right::control, Audit::ticket, Kind::order, order<What::answer>},
    Command{"ask", Right::control, Audit::ticket, Kind::order, order<What::ask>},
    Command{"dismiss", Right::control, Audit::log, Kind::order, dismiss},
    Command{"new", Right::control, Audit::ticket, Kind::order, file_report},
};

}  // namespace

std::span<const Command> coordinator_commands() { return rows; }

}  // namespace lapor::control
