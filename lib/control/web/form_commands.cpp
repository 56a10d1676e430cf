// The report form: a report without a number becomes a ticket at once; one with a number once the code that
// was texted there is given back, so that nobody makes us text a stranger about a report.
#include <fmt/format.h>

#include <array>

#include "base/ascii.hpp"
#include "control/commands/contain_faults.hpp"
#include "control/web/filing.hpp"
#include "control/web/groups.hpp"
#include "control/web/portal.hpp"
#include "domain/sms/address.hpp"

namespace lapor::control::web {
namespace {

const auto form_actor = engine::Actor::operator_named("web form");
constexpr std::size_t code_digits = 6;

/// Digits out of letters and digits that nobody can guess.
std::string code_of(Gateway& gateway) {
  std::string code;
  while (code.size() < code_digits)
    for (const char c : gateway.random_word(code_digits * 4))
      if (ascii::is_digit(c) && code.size() < code_digits) code += c;
  return code;
}

engine::ReportFiled report_of(const Json& body) {
  engine::ReportFiled report;
  report.channel = ticket::Channel::web;
  report.text = text_of(body, "text");
  report.actor = form_actor;
  report.category = text_of(body, "category");
  report.area = text_of(body, "area");
  report.confidential = flag_of(body, "confidential");
  report.anonymous = flag_of(body, "anonymous");
  return report;
}

void text_code(const Visit& visit, engine::ReportFiled report, const Reply& reply) {
  auto& gateway = visit.gateway;
  const auto id = gateway.random_word(32), code = code_of(gateway);
  const auto text = fmt::format(
      "Kode formulir {}: {}. Berlaku 10 menit. Jika Anda tidak mengisi formulir, abaikan pesan ini.",
      gateway.rules().name, code);
  const engine::SendRequested send{report.number, text, form_actor};
  visit.portal.drafts.add(id, code, std::move(report), gateway.now());
  gateway.execute(send, [reply, id](const engine::Effects* effects) {
    reply(effects ? done(Json::object({{"draft", id}})) : refused("database"));
  });
}

/// True if this visitor may do one more of these. Counts it.
bool within(FailureBudget& budget, const Visit& visit) {
  const auto source = text_of(visit.body, "client");
  const auto now = visit.gateway.now();
  if (!budget.may_try(source, now)) return false;
  budget.failed(source, now);
  return true;
}

void submit_form(const Visit& visit, const Reply& reply) {
  auto report = report_of(visit.body);
  if (const auto why = unfit(report, visit.gateway.rules()); !why.empty()) return reply(refused(why));
  const auto number = text_of(visit.body, "number");
  if (!visit.gateway.database_ok()) return reply(refused("database"));
  if (number.empty()) {
    if (!within(visit.portal.nameless_reports, visit)) return reply(refused("too-many"));
    return file(visit.gateway, std::move(report), reply);
  }
  const auto& rules = visit.gateway.rules();
  const auto address = sms::read_address(number, rules.country);
  if (address.kind != sms::AddressKind::mobile || !sms::answerable(address, rules.limits.answer_countries))
    return reply(refused("number"));
  report.number = address.text;
  if (const auto why = visit.portal.drafts.why_no_code(report.number, visit.gateway.now()))
    return reply(refused(*why == Drafts::Refusal::too_many ? "too-many" : "number-again"));
  if (!within(visit.portal.codes, visit)) return reply(refused("too-many"));
  text_code(visit, std::move(report), reply);
}

void submit_code(const Visit& visit, const Reply& reply) {
  auto report = visit.portal.drafts.take(text_of(visit.body, "draft"), text_of(visit.body, "code"),
                                         visit.gateway.now());
  if (!report) return reply(refused("code"));
  file(visit.gateway, std::move(*report), reply);
}

constexpr std::array rows{
    Command{"form", anybody, Audit::ticket, Kind::order, submit_form},
    Command{"form-code", anybody, Audit::ticket, Kind::order, submit_code},
};

}  // namespace

std::span<const Command> form_commands() { return rows; }

}  // namespace lapor::control::web
