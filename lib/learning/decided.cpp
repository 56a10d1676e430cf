#include "learning/decided.hpp"

#include <algorithm>

#include "domain/ticket/kinds.hpp"
#include "domain/ticket/lifecycle.hpp"

namespace lapor::learning {

namespace {

using engine::TicketEvent;
using Events = std::vector<TicketEvent>;

/// The last one of this act; nullptr if there is none.
const TicketEvent* last_of(const Events& events, ticket::Act act) {
  const auto at = std::find_if(events.rbegin(), events.rend(),
                               [&](const TicketEvent& event) { return event.kind == name(act); });
  return at == events.rend() ? nullptr : &*at;
}

bool routed_by_a_person(const Events& events) {
  const auto* event = last_of(events, ticket::Act::route);
  return event != nullptr &&
         (event->actor.is_agency() || event->actor.kind == engine::Actor::Kind::operator_);
}

bool rejected_as_nobodys(const Events& events) {
  const auto* event = last_of(events, ticket::Act::reject);
  return event != nullptr && event->detail.starts_with(name(ticket::RejectReason::not_competent));
}

/// The agency in whose hands it ended rightly; nullptr if nobody said so.
const routing::Agency* right_agency(const engine::Ticket& ticket, const Events& events,
                                    const routing::Directory& directory) {
  const auto* holder = directory.find(ticket.agency);
  switch (ticket.state) {
    case ticket::State::accepted:
    case ticket::State::in_progress:
    case ticket::State::resolved:
    case ticket::State::closed:
      return holder;
    case ticket::State::auto_closed:
      return last_of(events, ticket::Act::resolve) != nullptr || routed_by_a_person(events) ? holder
                                                                                            : nullptr;
    case ticket::State::forwarded:
    case ticket::State::need_info:
      return routed_by_a_person(events) ? holder : nullptr;
    case ticket::State::rejected:
      return rejected_as_nobodys(events) ? &directory.coordinator() : nullptr;
    case ticket::State::fresh:
    case ticket::State::verifying:
    case ticket::State::duplicate:
    case ticket::State::cancelled:
      break;
  }
  return nullptr;
}

}  // namespace

std::optional<DecidedTicket> decided(const engine::Ticket& ticket, const Events& events,
                                     const routing::Directory& directory) {
  if (ticket.confidential || ticket.text.empty()) return std::nullopt;
  const auto* agency = right_agency(ticket, events, directory);
  if (agency == nullptr) return std::nullopt;
  return DecidedTicket{static_cast<std::uint64_t>(ticket.reporter.value), ticket.text, ticket.category,
                       ticket.area, agency->code};
}

}  // namespace lapor::learning
