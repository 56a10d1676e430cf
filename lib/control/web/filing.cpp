#include "control/web/filing.hpp"

#include "base/utf8.hpp"
#include "control/commands/contain_faults.hpp"
#include "domain/limits/form_limits.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control::web {
namespace {

Json filed(const engine::Effects& effects, engine::Views& views) {
  for (const auto& effect : effects) {
    if (const auto* no = std::get_if<engine::OrderRefused>(&effect)) return refused(no->reason);
    if (const auto* replied = std::get_if<engine::DeskReplied>(&effect))
      return done(Json::object({{"code", replies::name(replied->code)}, {"text", replied->text}}));
    const auto* yes = std::get_if<engine::TicketFiled>(&effect);
    if (!yes) continue;
    const auto t = views.find(yes->ticket);
    return done(Json::object(
        {{"ticket", ticket::number(yes->ticket)}, {"state", t ? Json(ticket::name(t->state)) : Json()}}));
  }
  return refused("nothing was done");
}

}  // namespace

std::string unfit(const engine::ReportFiled& report, const engine::Rules& rules) {
  if (report.text.find_first_not_of(" \t\r\n") == report.text.npos) return "text";
  if (utf8::decode(report.text).size() > limits::longest_report) return "long";
  if (!report.category.empty() && !rules.vocabulary.category(report.category)) return "category";
  if (!report.area.empty() && !rules.vocabulary.area(report.area)) return "area";
  return {};
}

void execute(Gateway& gateway, OperatorRequest request, const Reply& reply) {
  if (!gateway.database_ok()) return reply(refused("database"));
  gateway.execute(std::move(request), [&gateway, reply](const engine::Effects* effects) {
    contain_faults(gateway, reply,
                   [&] { reply(effects ? filed(*effects, gateway.views()) : refused("database")); });
  });
}

void file(Gateway& gateway, engine::ReportFiled report, const Reply& reply) {
  execute(gateway, std::move(report), reply);
}

}  // namespace lapor::control::web
