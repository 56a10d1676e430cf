#include "lapord/gateway_status.hpp"

#include <algorithm>

#include "common/options.hpp"

namespace lapor::daemon {
namespace {

constexpr std::size_t most_queued_looked_at = 2000;

std::optional<Instant> newest_ticket(engine::Views& views) {
  engine::TicketQuery query;
  query.limit = 1;
  const auto tickets = views.tickets(query);
  return tickets.empty() ? std::nullopt : std::optional(tickets.front().created);
}

}  // namespace

control::Status gateway_status(EventLoop& loop, const SupervisorPool& modems, Duration uptime) {
  auto& views = loop.views();
  control::Status status;
  status.version = version_number();
  status.uptime_s = std::chrono::duration_cast<std::chrono::seconds>(uptime).count();
  status.modems = modems.rows();
  const auto waited_for = views.modems_waited_for(most_queued_looked_at);
  for (auto& modem : status.modems) {
    modem.waiting = std::count(waited_for.begin(), waited_for.end(), modem.name);
    modem.counts = views.modem_counts(modem.name);
    modem.balance = views.balance(modem.name).value_or(engine::SimBalance{});
    modem.not_sending = loop.blocked_reason(modem.name);
  }
  status.outbox = views.outbox();
  status.inbox = views.inbox();
  status.tickets = views.ticket_counts(loop.time());
  status.database = views.database();
  return status;
}

StatusSummary status_summary(EventLoop& loop, const SupervisorPool& modems) {
  const auto rows = modems.rows();
  const auto is_ready = [](const control::ModemRow& row) { return row.state == "ready"; };
  StatusSummary summary;
  summary.modems = rows.size();
  summary.ready = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), is_ready));
  summary.queued = loop.views().outbox().queued;
  summary.last_report = newest_ticket(loop.views());
  return summary;
}

}  // namespace lapor::daemon
