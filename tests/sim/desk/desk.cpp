#include "sim/desk/desk.hpp"

#include "base/utf8.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::test {
namespace {

using engine::OperatorOrder;

engine::SegmentReceived segment(const std::string& phone, const std::string& text, Instant now) {
  engine::SegmentReceived event;
  event.modem = "sim1";
  event.segment.sender = phone;
  event.segment.service_centre_time = now;
  event.segment.text = utf8::to_utf16(text);
  return event;
}

OperatorOrder order(OperatorOrder::What what, TicketId ticket) {
  OperatorOrder out;
  out.what = what;
  out.ticket = ticket;
  out.actor = engine::Actor::operator_named("operator uid 1000");
  return out;
}

}  // namespace

Desk::Desk(std::shared_ptr<const engine::Rules> rules, const std::string& database)
    : rules_(std::move(rules)), store_(store::make_store(database)), engine_(*store_, rules_) {}

void Desk::adopt(std::shared_ptr<const engine::Rules> rules) {
  rules_ = rules;
  engine_.adopt(std::move(rules));
}

std::string Desk::report(const std::string& phone, const std::string& text, const std::string& category,
                         Instant now) {
  engine_.on(segment(phone, text, now), now);
  const auto* owner = rules_->directory.owner(category, "");
  const auto& coordinator = rules_->directory.coordinator().code;
  std::string told;
  for (const auto& ticket : store_->tickets_after(last_, 10)) {
    last_ = ticket.id;
    if (ticket.agency != coordinator) told = ticket.agency;
    decide(ticket, owner ? owner->code : coordinator, now);
  }
  return told;
}

void Desk::decide(const engine::Ticket& ticket, const std::string& owner, Instant now) {
  const bool nobodys = owner == rules_->directory.coordinator().code;
  if (nobodys || ticket.agency != owner) {
    auto decision = order(nobodys ? OperatorOrder::What::reject : OperatorOrder::What::route, ticket.id);
    if (nobodys) decision.reason = ticket::RejectReason::not_competent;
    decision.agency = nobodys ? "" : owner;
    engine_.on(decision, now);
  } else {
    engine_.on(engine::DeskAnswer{owner, "TERIMA " + ticket::number(ticket.id),
                                  engine::Actor::operator_named("operator uid 1000")},
               now);
  }
}

}  // namespace lapor::test
