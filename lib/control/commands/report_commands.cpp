// For supervisors and other systems: scorecard, export, access.
#include <array>

#include "base/time.hpp"
#include "control/commands/contain_faults.hpp"
#include "control/commands/groups.hpp"
#include "control/commands/read_request.hpp"
#include "control/export.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

void count_scorecard(const Request& request, Gateway& gateway, const Reply& reply) {
  const auto question = read_scorecard_question(request.body, gateway.rules(), gateway.now());
  if (!question) return reply(refused(question.error().context));
  gateway.count_scorecard(*question, [reply](const Result<Json>& rows) { reply(answer_of(rows)); });
}

Result<Json> export_tickets(const Request& request, Gateway& gateway) {
  return export_page(request.body, gateway.views(), gateway.rules());
}

Json render(const engine::AccessRecord& access) {
  return Json::object({{"id", access.id},
                       {"at", iso8601(access.at)},
                       {"actor", access.actor.text()},
                       {"masked", access.masked},
                       {"what", access.what},
                       {"ticket", access.ticket ? Json(ticket::number(*access.ticket)) : Json()},
                       {"detail", text_or_null(access.detail)}});
}

Result<Json> list_accesses(const Request& request, Gateway& gateway) {
  const auto newest = read_newest(request.body, 100);
  if (!newest) return newest.error();
  std::optional<TicketId> about;
  if (!text_of(request.body, "ticket").empty()) {
    const auto id = read_ticket(request.body, "ticket");
    if (!id) return id.error();
    about = *id;
  }
  auto out = Json::list();
  for (const auto& access : gateway.views().accesses(about, *newest)) out.add(render(access));
  return out;
}

constexpr std::array rows{
    Command{"scorecard", Right::view, Audit::none, Kind::view, count_scorecard},
    Command{"export", Right::view, Audit::access, Kind::view, export_tickets},
    Command{"access", Right::view, Audit::none, Kind::view, list_accesses},
};

}  // namespace

std::span<const Command> report_commands() { return rows; }

}  // namespace lapor::control
