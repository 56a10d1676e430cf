#include "control/read_order.hpp"

#include <utility>

#include "base/ascii.hpp"
#include "control/commands/read_request.hpp"

namespace lapor::control {

using engine::OperatorOrder;

Result<OperatorOrder> read_order(OperatorOrder::What what, TicketId ticket, const Json& body,
                                 engine::Actor actor) {
  OperatorOrder order;
  order.what = what;
  order.ticket = ticket;
  order.actor = std::move(actor);
  if (what == OperatorOrder::What::merge) {
    const auto into = read_ticket(body, "into");
    if (!into) return into.error();
    order.into = *into;
  }
  order.agency = text_of(body, "agency");
  order.reason = ticket::reject_reason(ascii::upper(text_of(body, "reason")));
  order.text = text_of(body, "text");
  return order;
}

}  // namespace lapor::control
