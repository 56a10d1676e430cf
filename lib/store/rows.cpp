#include "store/rows.hpp"

#include <sstream>

namespace lapor::store {
namespace {

std::optional<ticket::State> ticket_state(std::string_view name) { return ticket::state(name); }
std::optional<delivery::State> delivery_state(std::string_view name) { return delivery::state(name); }

}  // namespace

engine::Ticket read_ticket(const Query& row) {
  engine::Ticket t;
  Columns c(row);
  c >> t.serial;
  c.name(t.state, ticket_state);
  c >> t.kind >> t.category >> t.area >> t.agency >> t.answer_class;
  c >> t.urgent >> t.confidential >> t.anonymous >> t.channel >> t.reporter >> t.text;
  c >> t.created >> t.forwarded_at >> t.first_response_at >> t.due_at >> t.closed_at;
  c >> t.level >> t.ladder_base >> t.wake_at >> t.resolve_by >> t.transfers >> t.reopens >> t.rating;
  c.name(t.before_question, ticket_state);
  std::string accused;
  c >> t.due_base >> t.due_days >> t.resolve_base >> t.refusal >> accused >> t.joined_to;
  c >> t.nudged >> t.late_told >> t.postponed;
  std::istringstream codes(accused);
  for (std::string code; codes >> code;) t.accused.push_back(code);
  return t;
}

std::string spaced(const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) out += (out.empty() ? "" : " ") + code;
  return out;
}

engine::TicketEvent read_event(const Query& row) {
  engine::TicketEvent e;
  Columns(row) >> e.ticket >> e.at >> e.kind >> e.actor >> e.detail;
  return e;
}

engine::Outgoing read_outgoing(const Query& row) {
  engine::Outgoing o;
  Columns c(row);
  c >> o.id >> o.to >> o.text;
  c.name(o.purpose, engine::purpose);
  c >> o.ticket;
  c.name(o.state, delivery_state);
  c >> o.parts >> o.next_part >> o.reference >> o.refusals >> o.doubts;
  c >> o.created >> o.not_before >> o.expires >> o.sent_at >> o.delivered_at >> o.modem >> o.error;
  return o;
}

engine::Attempt read_attempt(const Query& row) {
  engine::Attempt a;
  std::optional<std::string> outcome;
  Columns c(row);
  c >> a.id >> a.outgoing >> a.to >> a.part >> a.modem >> a.started >> a.no_return >> a.ended;
  c >> outcome >> a.reference >> a.error >> a.receipt >> a.receipt_at;
  if (outcome) a.outcome = engine::outcome(*outcome);
  return a;
}

engine::Notice read_notice(const Query& row) {
  engine::Notice n;
  Columns c(row);
  c >> n.id;
  c.name(n.kind, engine::notice_kind);
  c >> n.ticket >> n.to >> n.round >> n.urgent >> n.due >> n.outgoing;
  return n;
}

score::Stay read_stay(const Query& row) {
  score::Stay s;
  std::int64_t paused_ms = 0;
  Columns c(row);
  c >> s.ticket >> s.agency >> s.counted >> s.forwarded >> s.respond_by >> s.first_response;
  c >> s.resolve_by >> s.resolved >> s.left;
  c.name(s.ending, score::ending);
  c >> s.contests >> s.reopens >> paused_ms >> s.paused_since >> s.unreachable >> s.rating;
  s.paused = Duration{paused_ms};
  return s;
}

}  // namespace lapor::store
