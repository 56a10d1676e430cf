#include "engine/commands/operator_orders.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/names.hpp"
#include "base/utf8.hpp"
#include "domain/limits/form_limits.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/new_report.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using replies::Code;
using ticket::Act;

using What = OperatorOrder::What;
constexpr Names<What, 10> order_names{{{What::route, "route"},
                                       {What::merge, "merge"},
                                       {What::separate, "separate"},
                                       {What::reject, "reject"},
                                       {What::reopen, "reopen"},
                                       {What::note, "note"},
                                       {What::answer, "answer"},
                                       {What::ask, "ask"},
                                       {What::confirm, "confirm"},
                                       {What::contest, "contest"}}};
static_assert(order_names.size() == static_cast<std::size_t>(What::contest) + 1, "each order has a name");

constexpr auto same_request_within = std::chrono::hours(24);

/// The reason why an order is refused, in English; nullopt if it isn't.
using OrderRefusal = std::optional<std::string>;

/// The acts that the state of a ticket allows, for an operator who asked for another.
std::string allowed_in(ticket::State state) {
  std::string acts;
  for (const auto act : {Act::route, Act::merge, Act::reject, Act::reopen, Act::ask})
    if (ticket::next(state, act)) acts += fmt::format("{}, ", ticket::name(act));
  return acts + "note and answer are allowed there";
}

OrderRefusal of_action(const ActionResult& result, ticket::State state) {
  if (!result) return std::nullopt;
  if (result->reason != ActionRefusal::Reason::state_forbids) return result->message;
  return fmt::format("{}; {}", result->message, allowed_in(state));
}

/// A text that is missing, or would have to be cut to fit its field.
OrderRefusal unfit(const std::string& text, std::string_view field) {
  const auto length = utf8::decode(text).size(), most = replies::field_limit(field);
  if (length == 0) return "the text is empty";
  if (length > most) return fmt::format("the text has {} characters; at most {} go", length, most);
  return std::nullopt;
}

/// A reporter whom no text may reach.
OrderRefusal unreachable(Transaction& tx, const Ticket& t, limits::Unasked what) {
  const auto reason = why_not_told(tx, t.reporter, what);
  if (!reason) return std::nullopt;
  if (*reason == limits::NoAnswer::opted_out)
    return "who reported it said STOP: no text may go that they didn't ask for";
  return "nobody can be texted: who reported it left no number, or none that is answered";
}

OrderRefusal route_to(Transaction& tx, const OperatorOrder& order, TicketEditor& edit, const Actor& actor) {
  const auto* agency = tx.rules.directory.find(order.agency);
  if (!agency) return fmt::format("no agency has the code \"{}\"", order.agency);
  const auto state = edit->state;
  return of_action(route(tx, edit, *agency, actor, order.text), state);
}

OrderRefusal merge_into(Transaction& tx, const OperatorOrder& order, TicketEditor& edit, const Actor& actor) {
  const auto into = tx.store.ticket(order.into);
  if (!into) return "the ticket to merge into does not exist";
  const auto state = edit->state;
  return of_action(merge(tx, edit, *into, actor), state);
}

OrderRefusal reject_for(Transaction& tx, const OperatorOrder& order, TicketEditor& edit, const Actor& actor) {
  if (!order.reason) return "the reason must be SPAM, WENANG, JELAS, DUPL or HUKUM";
  const auto state = edit->state;
  return of_action(reject(tx, edit, *order.reason, actor, order.text), state);
}

OrderRefusal note(const OperatorOrder& order, TicketEditor& edit, const Actor& actor) {
  if (auto why = unfit(order.text, "isi")) return why;
  edit.record(RecordKind::note, actor, order.text);
  return std::nullopt;
}

OrderRefusal answer(Transaction& tx, const OperatorOrder& order, TicketEditor& edit, const Actor& actor) {
  if (auto why = unfit(order.text, "isi")) return why;
  if (auto why = unreachable(tx, edit.ticket(), limits::Unasked::news)) return why;
  edit.record(RecordKind::answered, actor, order.text);
  notify_reporter(tx, edit.ticket(), Code::answer, {{"isi", order.text}});
  return std::nullopt;
}

OrderRefusal ask_reporter(Transaction& tx, const OperatorOrder& order, TicketEditor& edit,
                          const Actor& actor) {
  if (auto why = unfit(order.text, "q")) return why;
  if (auto why = unreachable(tx, edit.ticket(), limits::Unasked::question)) return why;
  const auto state = edit->state;
  return of_action(ask(tx, edit, actor, order.text), state);
}

OrderRefusal verify_as(Transaction& tx, const OperatorOrder& order, TicketEditor& edit, const Actor& actor,
                       Act act) {
  if (auto why = unfit(order.text, "isi")) return why;
  const auto state = edit->state;
  return of_action(verify(tx, edit, act, actor, order.text), state);
}

OrderRefusal execute(Transaction& tx, const OperatorOrder& order, TicketEditor& edit, const Actor& actor) {
  const auto state = edit->state;
  switch (order.what) {
    case What::route:
      return route_to(tx, order, edit, actor);
    case What::merge:
      return merge_into(tx, order, edit, actor);
    case What::separate:
      return of_action(separate(tx, edit, actor), state);
    case What::reject:
      return reject_for(tx, order, edit, actor);
    case What::reopen:
      return of_action(reopen(tx, edit, actor, order.text), state);
    case What::note:
      return note(order, edit, actor);
    case What::answer:
      return answer(tx, order, edit, actor);
    case What::ask:
      return ask_reporter(tx, order, edit, actor);
    case What::confirm:
      return verify_as(tx, order, edit, actor, Act::confirm);
    case What::contest:
      return verify_as(tx, order, edit, actor, Act::contest);
  }
  return "unknown order";
}

void refuse(Transaction& tx, std::string why) { tx.effects.push_back(OrderRefused{std::move(why)}); }

/// The operator's text is a report, also if its words are a command.
commands::Report read_report(const Transaction& tx, const std::string& text) {
  for (const auto& form : {text, "LAPOR " + text}) {
    const auto command = commands::parse_citizen(form, tx.rules.vocabulary, {});
    if (const auto* report = std::get_if<commands::Report>(&command)) return *report;
  }
  return {commands::Verb::report, text};
}

bool is_phone(const sms::Address& address) {
  return address.kind == sms::AddressKind::mobile || address.kind == sms::AddressKind::landline;
}

OrderRefusal unfit_number(const Rules& rules, const sms::Address& address) {
  if (!is_phone(address)) return "not a phone number that a person has; leave --from out where none is known";
  const auto& own = rules.own_numbers;
  if (std::find(own.begin(), own.end(), address.text) != own.end()) return "that is the gateway's own number";
  return std::nullopt;
}

/// The person with this address; nobody if no address is known.
Sender reporter(Transaction& tx, const std::optional<sms::Address>& address) {
  Sender from{};
  from.person = from.addressee.person = address ? tx.store.person(*address) : tx.store.nobody();
  from.addressee.facts.answerable = address && sms::answerable(*address, tx.rules.limits.answer_countries);
  return from;
}

/// A program that got no answer asks again.
std::optional<TicketId> filed_before(Transaction& tx, const ReportFiled& report) {
  if (report.request.empty()) return std::nullopt;
  return tx.store.request_of_key(report.key, report.request, tx.now - same_request_within);
}

/// A choice from a list overrides what the words suggest.
commands::Report as_chosen(commands::Report c, const ReportFiled& report, const language::Vocabulary& words) {
  if (!report.area.empty()) c.area = report.area;
  if (report.confidential) c.flags.push_back(commands::Flag::confidential);
  if (report.anonymous) c.flags.push_back(commands::Flag::anonymous);
  const auto* category = words.category(report.category);
  if (!category) return c;
  c.category = category->code;
  if (category->confidential) c.flags.push_back(commands::Flag::confidential);
  if (category->urgent) c.flags.push_back(commands::Flag::urgent);
  return c;
}

OrderRefusal unfit_choice(const language::Vocabulary& words, const ReportFiled& report) {
  if (!report.category.empty() && !words.category(report.category)) return "no category has this code";
  if (!report.area.empty() && !words.area(report.area)) return "no area has this code";
  return std::nullopt;
}

OrderRefusal unfit_report(const ReportFiled& report, const std::string& text) {
  if (report.channel == ticket::Channel::sms) return "the channel must be hotline, web, app or social";
  if (text.find_first_not_of(" \t\r\n") == text.npos) return "the text is empty";
  const auto length = utf8::decode(text).size();
  if (length > limits::longest_report)
    return fmt::format("the text has {} characters; at most {} are taken", length, limits::longest_report);
  return std::nullopt;
}

}  // namespace

std::string_view name(What what) { return to_name(order_names, what); }
std::optional<What> operator_order(std::string_view name) { return from_name(order_names, name); }

void execute_order(Transaction& tx, const OperatorOrder& given) {
  auto order = given;
  order.text = utf8::clean(given.text);
  auto t = tx.store.ticket(order.ticket);
  if (!t) return refuse(tx, "there is no such ticket");
  TicketEditor edit(tx, std::move(*t));
  if (auto why = execute(tx, order, edit, order.actor)) return refuse(tx, std::move(*why));
  edit.save();
  tx.effects.push_back(TicketFiled{edit->id});
  const auto number = ticket::number(edit->id);
  tx.log(log::Level::notice, "desk-order",
         fmt::format("{}: {} {}", order.actor.text(), name(order.what), number), {{"TICKET", number}});
}

void file_operator_report(Transaction& tx, const ReportFiled& report) {
  const auto text = utf8::clean(report.text);
  if (auto why = unfit_report(report, text)) return refuse(tx, std::move(*why));
  if (auto why = unfit_choice(tx.rules.vocabulary, report)) return refuse(tx, std::move(*why));
  std::optional<sms::Address> address;
  if (!report.number.empty()) address = sms::read_address(report.number, tx.rules.country);
  if (address)
    if (auto why = unfit_number(tx.rules, *address)) return refuse(tx, std::move(*why));
  if (const auto known = filed_before(tx, report)) return tx.effects.push_back(TicketFiled{*known});
  const Origin origin{report.channel, report.actor};
  const auto id = file_report(tx, reporter(tx, address),
                              as_chosen(read_report(tx, text), report, tx.rules.vocabulary), origin);
  if (!id) return;
  tx.effects.push_back(TicketFiled{*id});
  if (!report.request.empty()) tx.store.remember_request(report.key, report.request, *id, tx.now);
}

void request_send(Transaction& tx, const SendRequested& request) {
  const auto address = sms::read_address(request.number, tx.rules.country);
  if (!is_phone(address)) return refuse(tx, "not a phone number that a text can be sent to");
  if (request.text.empty()) return refuse(tx, "the text is empty");
  const auto id =
      enqueue_message(tx, tx.store.person(address), request.text, Purpose::operator_, std::nullopt, tx.now);
  tx.effects.push_back(MessageQueued{id});
  tx.log(log::Level::notice, "operator-send",
         fmt::format("{} queued text {}", request.actor.text(), id.value));
}

}  // namespace lapor::engine
