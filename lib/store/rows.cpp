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
  c >> t.id;
  c.name(t.state, ticket_state);
  c.name(t.type, ticket::request_type);
  c >> t.category >> t.area >> t.agency;
  c.name(t.service_class, ticket::service_class);
  c >> t.urgent >> t.confidential >> t.anonymous;
  c.name(t.channel, ticket::channel);
  c >> t.reporter >> t.text;
  c >> t.created >> t.forwarded_at >> t.first_response_at >> t.due_at >> t.closed_at;
  c >> t.level >> t.escalation_clock_start >> t.next_timer_at >> t.resolution_due >> t.transfers >>
      t.reopens >> t.rating;
  c.name(t.state_before_question, ticket_state);
  std::string excluded_agencies;
  c >> t.due_clock_start >> t.postponed_days >> t.resolution_clock_start >> t.return_reason >>
      excluded_agencies >> t.merged_into;
  c >> t.reminder_sent >> t.overdue_notice_sent >> t.postponement_used;
  c >> t.due_clock_before_question >> t.escalation_clock_before_question >> t.follower_confirmed;
  std::istringstream codes(excluded_agencies);
  for (std::string code; codes >> code;) t.excluded_agencies.push_back(code);
  return t;
}

std::string spaced(const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) out += (out.empty() ? "" : " ") + code;
  return out;
}

engine::TicketEvent read_event(const Query& row) {
  engine::TicketEvent e;
  std::string actor;
  Columns(row) >> e.ticket >> e.at >> e.kind >> actor >> e.detail >> e.id;
  e.actor = engine::Actor::read(actor);
  return e;
}

engine::OutboundMessage read_outgoing(const Query& row) {
  engine::OutboundMessage o;
  Columns c(row);
  c >> o.id >> o.to >> o.text;
  c.name(o.purpose, engine::purpose);
  c >> o.ticket;
  c.name(o.state, delivery_state);
  c >> o.segments >> o.next_segment >> o.concat_reference >> o.refusals >> o.times_in_doubt;
  c >> o.created >> o.not_before >> o.expires >> o.sent_at >> o.delivered_at >> o.modem >> o.error;
  return o;
}

engine::Attempt read_attempt(const Query& row) {
  engine::Attempt a;
  std::optional<std::string> outcome, table;
  std::optional<std::int64_t> number, smpp_status;
  Columns c(row);
  c >> a.id >> a.message >> a.to >> a.segment >> a.modem >> a.started >> a.release_recorded_at >> a.ended;
  c >> outcome >> a.message_reference >> a.error >> a.tp_status >> a.status_report_at >> table >> number >>
      a.message_id >> smpp_status;
  if (outcome) a.outcome = engine::outcome(*outcome);
  if (table)
    a.refusal = delivery::Refusal{delivery::table(*table).value_or(delivery::Table::none),
                                  static_cast<std::int32_t>(number.value_or(-1))};
  if (smpp_status)
    a.refusal = delivery::Refusal{delivery::Table::smpp, static_cast<std::int32_t>(*smpp_status)};
  return a;
}

engine::Notification read_notice(const Query& row) {
  engine::Notification n;
  Columns c(row);
  c >> n.id;
  c.name(n.kind, engine::notification_kind);
  c >> n.ticket >> n.to >> n.sequence >> n.urgent >> n.due >> n.message;
  return n;
}

scorecard::Assignment read_stay(const Query& row) {
  scorecard::Assignment s;
  std::int64_t paused_ms = 0;
  Columns c(row);
  c >> s.ticket >> s.agency >> s.counted >> s.forwarded >> s.response_due >> s.first_response;
  c >> s.resolution_due >> s.resolved >> s.left;
  c.name(s.ending, scorecard::ending);
  c >> s.contests >> s.reopens >> paused_ms >> s.paused_since >> s.unreachable >> s.rating;
  c >> s.reporter >> s.given_back >> s.came_back >> s.questions >> s.postponed >> s.promises;
  c >> s.answered_by_leaving >> s.own_report;
  s.paused = Duration{paused_ms};
  return s;
}

}  // namespace lapor::store
