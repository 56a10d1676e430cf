// Orders from the desk. Each says how far its page had read the ticket: where somebody was faster, nothing is
// done, and the answer says what happened meanwhile.
#include <fmt/format.h>

#include <array>

#include "base/ascii.hpp"
#include "base/time.hpp"
#include "control/commands/contain_faults.hpp"
#include "control/commands/dismiss.hpp"
#include "control/commands/read_request.hpp"
#include "control/modem_orders.hpp"
#include "control/read_order.hpp"
#include "control/render.hpp"
#include "control/web/desk_access.hpp"
#include "control/web/filing.hpp"
#include "control/web/groups.hpp"
#include "control/web/portal.hpp"

namespace lapor::control::web {
namespace {

/// The ticket that a body names, if this session may see it and has read all of it; else answered.
std::optional<engine::Ticket> find_or_reply(const Visit& visit, const Reply& reply) {
  auto& views = visit.gateway.views();
  const auto id = read_ticket(visit.body, "ticket");
  auto t = id ? views.find(*id) : std::nullopt;
  if (!t || !may_see(*visit.session, *t)) {
    reply(refused("unknown"));
    return std::nullopt;
  }
  const auto events = views.events(t->id);
  if (text_of(visit.body, "seen") == mark_of(events)) return t;
  auto answer = refused("changed");
  if (!events.empty()) answer.set("event", render(events.back(), Numbers::masked));
  reply(answer);
  return std::nullopt;
}

void give_order(const Visit& visit, const Reply& reply) {
  const auto t = find_or_reply(visit, reply);
  if (!t) return;
  const auto what = engine::operator_order(text_of(visit.body, "what"));
  if (!what) return reply(refused("what"));
  auto order = read_order(*what, t->id, visit.body, visit.session->actor());
  if (!order) return reply(refused(order.error().context));
  execute(visit.gateway, std::move(*order), reply);
}

void file_report(const Visit& visit, const Reply& reply) {
  engine::ReportFiled report;
  const auto channel = read_channel(visit.body);
  if (!channel) return reply(refused(channel.error().context));
  report.channel = *channel;
  report.number = text_of(visit.body, "number");
  report.text = text_of(visit.body, "text");
  report.actor = visit.session->actor();
  if (const auto why = unfit(report, visit.gateway.rules()); !why.empty()) return reply(refused(why));
  file(visit.gateway, std::move(report), reply);
}

/// Somebody has seen to what nobody could read.
void dismiss_row(const Visit& visit, const Reply& reply) {
  const auto id = number_of(visit.body, "id");
  if (!id) return reply(refused("what"));
  if (!visit.gateway.database_ok()) return reply(refused("database"));
  dismiss_unread(visit.gateway, *id, visit.session->actor(), reply);
}

/// The words that an officer would text: "ALIH 1234566 DISHUB bukan jalan kami".
std::string words_of(const Json& body, const std::string& pin) {
  std::string words = ascii::upper(text_of(body, "what"));
  const auto add = [&](const std::string& word) {
    if (!word.empty()) words += " " + word;
  };
  add(text_of(body, "ticket"));
  if (!pin.empty()) add("PIN " + pin);
  add(text_of(body, "argument"));
  add(text_of(body, "text"));
  return words;
}

bool is_word(const std::string& text) {
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") ==
         text.npos;
}

/// Five wrong PINs within an hour lock the account, as they lock a contact by SMS.
void answer_for_agency(const Visit& visit, const Reply& reply) {
  const auto t = find_or_reply(visit, reply);
  if (!t) return;
  const auto pin = text_of(visit.body, "pin");
  if (!is_word(text_of(visit.body, "what")) || !is_word(text_of(visit.body, "argument")) ||
      pin.find_first_not_of("0123456789") != pin.npos)
    return reply(refused("what"));
  auto& gateway = visit.gateway;
  const auto account = visit.session->account.name;
  auto& budget = visit.portal.wrong_pins;
  if (!budget.may_try(account, gateway.now())) return reply(refused("locked"));
  const engine::DeskAnswer answer{visit.session->account.agency, words_of(visit.body, pin),
                                  visit.session->actor()};
  execute(gateway, answer, [&gateway, &budget, account, reply](const Json& result) {
    if (text_of(result["result"], "code") == replies::name(replies::Code::opd_wrongpin)) {
      budget.failed(account, gateway.now());
      gateway.log(log::Level::warning, "web-pin-refused",
                  fmt::format("web {} gave a wrong PIN at the desk", account));
    }
    reply(result);
  });
}

void order_modem(const Visit& visit, const Reply& reply) {
  const auto modem = text_of(visit.body, "modem");
  const auto action = modem_action(text_of(visit.body, "what"));
  if (!action || !visit.gateway.has_modem(modem)) return reply(refused("what"));
  act_on_modem(visit.gateway, visit.session->actor(), modem, *action);
  reply(done(Json::object({{"ok", true}})));
}

constexpr std::array rows{
    Command{"desk-order", coordinator, Audit::ticket, Kind::order, give_order},
    Command{"desk-new", coordinator, Audit::ticket, Kind::order, file_report},
    Command{"desk-dismiss", coordinator, Audit::log, Kind::order, dismiss_row},
    Command{"desk-answer", agency, Audit::ticket, Kind::order, answer_for_agency},
    Command{"desk-modem", operator_, Audit::log, Kind::order, order_modem},
};

}  // namespace

std::span<const Command> desk_orders() { return rows; }

}  // namespace lapor::control::web
