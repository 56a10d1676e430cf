// Looking at the desk: what waits, one ticket's story, the gateway. No answer has a phone number, and
// each look goes on record.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/fnv1a.hpp"
#include "base/time.hpp"
#include "control/commands/read_request.hpp"
#include "control/queue.hpp"
#include "control/web/desk_access.hpp"
#include "control/web/desk_row.hpp"
#include "control/web/groups.hpp"
#include "control/web/portal.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control::web {
namespace {

constexpr std::size_t listed = 200;

bool coordinates(const Session& session) { return session.account.role == engine::DeskRole::coordinator; }

/// Adds the agency that owns the category and the version of the ticket, for a button that routes it.
Json with_suggestion(Json row, TicketId id, Gateway& gateway) {
  auto& views = gateway.views();
  const auto t = views.find(id);
  const auto* owner =
      t ? gateway.rules().directory.owner(t->category, t->area, t->excluded_agencies) : nullptr;
  const auto events = views.events(id);
  row.set("suggestion", owner ? Json(owner->code) : Json());
  for (const auto& event : events)
    if (event.is(engine::RecordKind::read_as)) row.set("evidence", replies::redact(event.detail));
  row.set("seen", mark_of(events));
  return row;
}

/// The rows that waited longest, and `more`: whether there are others.
void list_queue(const Visit& visit, const Reply& reply) {
  auto& gateway = visit.gateway;
  auto waiting = queue_rows(gateway.views(), gateway.rules(), listed + 1,
                            {Numbers::masked, coordinates(*visit.session)});
  auto rows = Json::list();
  for (auto& [id, row] : waiting) {
    if (rows.items().size() == listed) break;
    rows.add(with_suggestion(std::move(row), id, gateway));
  }
  auto unread = Json::list();
  for (auto& row : unread_rows(gateway.views(), gateway.now(), listed)) unread.add(std::move(row));
  reply(done(Json::object({{"rows", rows}, {"more", waiting.size() > listed}, {"unread", unread}})));
}

/// Without numbers: the direction and the purpose tell who wrote.
Json message_of(const engine::MessageRow& m) {
  auto row = render(m, Numbers::masked);
  row.set("number", Json());
  return row;
}

Json messages_of(engine::Views& views, TicketId id) {
  engine::MessageQuery query;
  query.ticket = id;
  query.limit = listed;
  auto out = Json::list();
  for (const auto& row : views.messages(query)) out.add(message_of(row));
  return out;
}

Json events_of(const std::vector<engine::TicketEvent>& events) {
  auto out = Json::list();
  for (const auto& event : events) out.add(render(event, Numbers::masked));
  return out;
}

/// The acts that the state allows the coordinator. Where nobody can be asked whether it is resolved, they say
/// it.
Json acts_of(engine::Views& views, const engine::Ticket& t) {
  auto out = Json::list();
  using ticket::Act;
  for (const auto act : {Act::route, Act::ask, Act::merge, Act::reject, Act::reopen})
    if (ticket::next(t.state, act)) out.add(ticket::name(act));
  if (views.is_unasked(t.id))
    for (const auto act : {Act::confirm, Act::contest}) out.add(ticket::name(act));
  return out;
}

Json like(engine::Views& views, TicketId id) {
  const auto earlier = views.duplicate_candidate(id);
  return earlier ? Json(ticket::number(*earlier)) : Json();
}

void show_ticket(const Visit& visit, const Reply& reply) {
  const auto id = read_ticket(visit.body, "ticket");
  auto& views = visit.gateway.views();
  const auto t = id ? views.find(*id) : std::nullopt;
  if (!t || !may_see(*visit.session, *t)) return reply(refused("unknown"));
  const auto events = views.events(t->id);
  auto out = desk_row(*t);
  out.set("resolution_due", time_or_null(t->resolution_due));
  out.set("rating", Json(t->rating));
  out.set("return_reason", text_or_null(replies::redact(t->return_reason)));
  out.set("merged_into", t->merged_into ? Json(ticket::number(*t->merged_into)) : Json());
  out.set("like", like(views, t->id));
  out.set("acts", acts_of(views, *t));
  out.set("seen", mark_of(events));
  out.set("events", events_of(events));
  out.set("messages", messages_of(views, t->id));
  reply(done(out));
}

Json quarantine_of(engine::Views& views, Instant now) {
  auto out = Json::list();
  for (const auto& row : views.quarantine_counts(now - std::chrono::hours(24 * 30), now + Duration{1}))
    out.add(Json::object({{"cause", row.cause}, {"n", row.n}}));
  return out;
}

void show_gateway(const Visit& visit, const Reply& reply) {
  auto& gateway = visit.gateway;
  auto out = render(gateway.status());
  out.set("findings", gateway.findings());
  out.set("set_aside", quarantine_of(gateway.views(), gateway.now()));
  reply(done(out));
}

constexpr std::array rows{
    Command{"desk-queue", coordinator, Audit::access, Kind::view, list_queue},
    Command{"desk-ticket", who_sees_tickets, Audit::access, Kind::view, show_ticket},
    Command{"desk-status", Who(operator_ | coordinator), Audit::none, Kind::view, show_gateway},
};

}  // namespace

std::span<const Command> desk_commands() { return rows; }

bool may_see(const Session& session, const engine::Ticket& t) {
  switch (session.account.role) {
    case engine::DeskRole::coordinator:
      return true;
    case engine::DeskRole::viewer:
      return !t.confidential;
    case engine::DeskRole::agency:
      return t.agency == session.account.agency &&
             std::find(t.excluded_agencies.begin(), t.excluded_agencies.end(), t.agency) ==
                 t.excluded_agencies.end();
    case engine::DeskRole::operator_:
      return false;
  }
  return false;
}

bool words_shown(const engine::Ticket& t, const engine::Rules& rules, bool knows_number) {
  if (t.confidential) return false;
  return knows_number || (rules.pages.public_text && !t.anonymous && !t.urgent);
}

std::string mark_of(const std::vector<engine::TicketEvent>& events) {
  if (events.empty()) return "0";
  return fmt::format("{:x}", fnv1a(fmt::format("{} {}", events.size(), to_ms(events.back().at))));
}

}  // namespace lapor::control::web
