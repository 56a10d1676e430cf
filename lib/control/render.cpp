#include "control/render.hpp"

#include "base/log.hpp"
#include "base/time.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

/// People's words, as this reader may see them.
std::string words(const std::string& text, Numbers numbers) {
  return numbers == Numbers::masked ? replies::redact(text) : text;
}

Json number_or_null(const std::string& number, Numbers numbers) {
  return text_or_null(numbers == Numbers::masked ? log::mask(number) : number);
}

Json flags(const engine::Ticket& t) {
  auto out = Json::list();
  if (t.confidential) out.add("RAHASIA");
  if (t.anonymous) out.add("ANONIM");
  if (t.urgent) out.add("URGENT");
  return out;
}

Json render(const ModemRow& m) {
  return Json::object({{"name", m.name},
                       {"state", m.state},
                       {"pid", m.pid},
                       {"signal_percent", m.signal_percent},
                       {"operator", m.operator_name},
                       {"sim_used", m.sim_used},
                       {"sim_size", m.sim_size},
                       {"sent", m.counts.sent},
                       {"received", m.counts.received},
                       {"last_error", m.last_error},
                       {"lacks_service_centre", m.lacks_service_centre},
                       {"kind", m.kind},
                       {"registration", m.registration},
                       {"access", m.access},
                       {"not_sending", m.not_sending},
                       {"waiting", m.waiting},
                       {"balance", m.balance.amount},
                       {"balance_at", time_or_null(m.balance.read_at)},
                       {"node", text_or_null(m.node)}});
}

Json render(const engine::OutboxCounts& o) {
  return Json::object({{"queued", o.queued},
                       {"sending", o.sending},
                       {"sent", o.sent},
                       {"delivered", o.delivered},
                       {"failed", o.failed},
                       {"unsure", o.in_doubt},
                       {"expired", o.expired}});
}

}  // namespace

Json render(const std::vector<NodeRow>& nodes) {
  auto out = Json::list();
  for (const auto& n : nodes)
    out.add(Json::object({{"node", n.name},
                          {"role", n.role},
                          {"state", n.state},
                          {"modems", Json(Json::List(n.modems.begin(), n.modems.end()))},
                          {"last_seen", time_or_null(n.last_seen)},
                          {"address", text_or_null(n.address)},
                          {"version", text_or_null(n.version)}}));
  return out;
}

Json time_or_null(const std::optional<Instant>& time) { return time ? Json(iso8601(*time)) : Json(); }

Json render(const Status& s) {
  auto modems = Json::list();
  for (const auto& m : s.modems) modems.add(render(m));
  return Json::object({{"version", s.version},
                       {"uptime_s", s.uptime_s},
                       {"modems", modems},
                       {"outbox", render(s.outbox)},
                       {"inbox", Json::object({{"parts_waiting", s.inbox.parts_waiting},
                                               {"quarantined", s.inbox.quarantined}})},
                       {"tickets", Json::object({{"open", s.tickets.open},
                                                 {"overdue", s.tickets.overdue},
                                                 {"open_private", s.tickets.open_confidential}})},
                       {"database", Json::object({{"path", s.database.path},
                                                  {"schema", s.database.schema},
                                                  {"bytes", s.database.bytes}})}});
}

Json render(const engine::Ticket& t, Numbers numbers) {
  return Json::object({{"ticket", ticket::number(t.id)},
                       {"state", ticket::name(t.state)},
                       {"category", text_or_null(t.category)},
                       {"agency", text_or_null(t.agency)},
                       {"level", t.level},
                       {"area", text_or_null(t.area)},
                       {"flags", flags(t)},
                       {"channel", ticket::name(t.channel)},
                       {"text", words(t.text, numbers)},
                       {"created_at", iso8601(t.created)},
                       {"forwarded_at", time_or_null(t.forwarded_at)},
                       {"first_response_at", time_or_null(t.first_response_at)},
                       {"due_at", ticket::is_open(t.state) ? time_or_null(t.due_at) : Json()},
                       {"closed_at", time_or_null(t.closed_at)}});
}

Json render(const engine::TicketEvent& e, Numbers numbers) {
  return Json::object({{"at", iso8601(e.at)},
                       {"kind", e.kind},
                       {"actor", text_or_null(e.actor.text())},
                       {"detail", text_or_null(words(e.detail, numbers))}});
}

Json render(const engine::MessageRow& m, Numbers numbers) {
  return Json::object({{"id", m.id},
                       {"direction", m.incoming ? "in" : "out"},
                       {"modem", text_or_null(m.modem)},
                       {"number", number_or_null(m.number, numbers)},
                       {"text", words(m.text, numbers)},
                       {"state", text_or_null(m.state)},
                       {"parts", m.parts},
                       {"attempts", m.attempts},
                       {"reference", m.reference},
                       {"purpose", text_or_null(m.purpose)},
                       {"ticket", m.ticket ? Json(ticket::number(*m.ticket)) : Json()},
                       {"created_at", iso8601(m.created)},
                       {"sent_at", time_or_null(m.sent_at)},
                       {"delivered_at", time_or_null(m.delivered_at)},
                       {"error", text_or_null(m.error)}});
}

Json render(const engine::QuarantineRow& q, Numbers numbers) {
  return Json::object({{"id", q.id},
                       {"at", iso8601(q.received)},
                       {"modem", text_or_null(q.modem)},
                       {"cause", q.cause},
                       {"number", number_or_null(q.number, numbers)},
                       {"bytes", q.bytes},
                       {"dismissed_by", text_or_null(q.dismissed_by)}});
}

}  // namespace lapor::control
