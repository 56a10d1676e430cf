#include "engine/commands/operator_orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/tickets/casework.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using ticket::Act;

constexpr std::size_t longest_report = 4000;  ///< characters; more than anyone says on a telephone
constexpr std::array channels{"hotline", "web", "app", "social"};

void refuse(Transaction& tx, std::string why) { tx.effects.push_back(OrderRefused{std::move(why)}); }

void done(Transaction& tx, const OperatorOrder& order, const Ticket& t) {
  tx.effects.push_back(TicketFiled{t.serial});
  tx.log(log::Level::notice, "desk-order",
         fmt::format("{}: {} {}", order.actor, name(order.what), ticket::number(t.serial)),
         {{"TICKET", ticket::number(t.serial)}});
}

/// Which acts the state of a ticket allows, for whoever asked for another.
std::string allowed_in(ticket::State state) {
  std::string acts;
  for (const auto act : {Act::route, Act::merge, Act::reject, Act::reopen, Act::ask})
    if (ticket::next(state, act)) acts += fmt::format("{}, ", ticket::name(act));
  return acts + "note and answer are allowed there";
}

void conclude(Transaction& tx, const OperatorOrder& order, const Ticket& t, const Refusal& refusal) {
  if (!refusal) return done(tx, order, t);
  const bool by_state = refusal->find(": it can't be ") != refusal->npos;
  refuse(tx, by_state ? fmt::format("{}; {}", *refusal, allowed_in(t.state)) : *refusal);
}

/// False, and refused, where the text is missing or would have to be cut.
bool fits(Transaction& tx, const std::string& text, std::string_view field) {
  const auto length = utf8::decode(text).size(), most = replies::field_limit(field);
  if (length == 0) refuse(tx, "the text is empty");
  if (length > most) refuse(tx, fmt::format("the text has {} characters; at most {} go", length, most));
  return length > 0 && length <= most;
}

void route_to(Transaction& tx, const OperatorOrder& order, Ticket& t) {
  const auto* agency = tx.rules.directory.find(order.agency);
  if (!agency) return refuse(tx, fmt::format("no agency has the code \"{}\"", order.agency));
  conclude(tx, order, t, route(tx, t, *agency, order.actor, order.text));
}

void merge_into(Transaction& tx, const OperatorOrder& order, Ticket& t) {
  auto into = tx.store.ticket(order.into);
  if (!into) return refuse(tx, "the ticket to merge into does not exist");
  conclude(tx, order, t, merge(tx, t, *into, order.actor));
}

void note(Transaction& tx, const OperatorOrder& order, Ticket& t) {
  if (!fits(tx, order.text, "isi")) return;
  record(tx, t, "note", order.actor, order.text);
  done(tx, order, t);
}

/// False, and refused, where no text can reach who reported it.
bool reachable(Transaction& tx, const Ticket& t) {
  if (tx.store.opted_out(t.reporter)) {
    refuse(tx, "who reported it said STOP: no text may go that they didn't ask for");
    return false;
  }
  if (sms::answerable(tx.store.address(t.reporter), tx.rules.limits.answer_countries)) return true;
  refuse(tx, "nobody can be texted: who reported it left no number, or none that is answered");
  return false;
}

void answer(Transaction& tx, const OperatorOrder& order, Ticket& t) {
  if (!fits(tx, order.text, "isi") || !reachable(tx, t)) return;
  record(tx, t, "answered", order.actor, order.text);
  notify_reporter(tx, t, "ANSWER", {{"isi", order.text}});
  done(tx, order, t);
}

void ask_reporter(Transaction& tx, const OperatorOrder& order, Ticket& t) {
  if (!fits(tx, order.text, "q") || !reachable(tx, t)) return;
  conclude(tx, order, t, ask(tx, t, order.actor, order.text));
}

/// As a citizen would have texted it; what the operator wrote is a report whatever its words.
commands::Command read_report(const Transaction& tx, const std::string& text) {
  const auto& words = tx.rules.vocabulary;
  auto c = commands::parse_citizen(text, words, {});
  if (c.verb != commands::Verb::lapor && c.verb != commands::Verb::tanya && c.verb != commands::Verb::usul)
    c = commands::parse_citizen("LAPOR " + text, words, {});
  if (c.verb == commands::Verb::lapor || c.verb == commands::Verb::tanya || c.verb == commands::Verb::usul)
    return c;
  c = {};
  c.verb = commands::Verb::lapor;
  c.text = text;
  return c;
}

/// Whose report it is; nothing, and refused, where the number is none that a person has.
std::optional<Sender> reporter_of(Transaction& tx, const std::string& number) {
  Sender from{};
  from.answerer.answerable = false;
  if (number.empty()) {
    from.person = from.answerer.person = tx.store.nobody();
    return from;
  }
  const auto address = sms::read_address(number, tx.rules.country);
  const auto& own = tx.rules.own_numbers;
  if (address.kind != sms::AddressKind::mobile && address.kind != sms::AddressKind::landline) {
    refuse(tx, "not a phone number that a person has; leave --from out where none is known");
    return std::nullopt;
  }
  if (std::find(own.begin(), own.end(), address.text) != own.end()) {
    refuse(tx, "that is the gateway's own number");
    return std::nullopt;
  }
  from.person = from.answerer.person = tx.store.person(address);
  from.answerer.answerable = sms::answerable(address, tx.rules.limits.answer_countries);
  return from;
}

}  // namespace

std::string_view name(OperatorOrder::What what) {
  constexpr std::array names{"route", "merge", "separate", "reject", "reopen", "note", "answer", "ask"};
  return names.at(static_cast<std::size_t>(what));
}

void execute_order(Transaction& tx, const OperatorOrder& given) {
  auto order = given;
  order.text = utf8::clean(given.text);
  auto t = tx.store.ticket(order.ticket);
  if (!t) return refuse(tx, "there is no such ticket");
  switch (order.what) {
    case OperatorOrder::What::route:
      return route_to(tx, order, *t);
    case OperatorOrder::What::merge:
      return merge_into(tx, order, *t);
    case OperatorOrder::What::separate:
      return conclude(tx, order, *t, separate(tx, *t, order.actor));
    case OperatorOrder::What::reject:
      return conclude(tx, order, *t, reject(tx, *t, order.reason, order.actor, order.text));
    case OperatorOrder::What::reopen:
      return conclude(tx, order, *t, reopen(tx, *t, order.actor, order.text));
    case OperatorOrder::What::note:
      return note(tx, order, *t);
    case OperatorOrder::What::answer:
      return answer(tx, order, *t);
    case OperatorOrder::What::ask:
      return ask_reporter(tx, order, *t);
  }
}

void file_operator_report(Transaction& tx, const ReportFiled& report) {
  if (std::find(channels.begin(), channels.end(), report.channel) == channels.end())
    return refuse(tx, "the channel must be hotline, web, app or social");
  const auto text = utf8::clean(report.text);
  const auto length = utf8::decode(text).size();
  if (text.find_first_not_of(" \t\r\n") == text.npos) return refuse(tx, "the text is empty");
  if (length > longest_report)
    return refuse(tx,
                  fmt::format("the text has {} characters; at most {} are taken", length, longest_report));
  const auto from = reporter_of(tx, report.number);
  if (!from) return;
  const auto serial = file_report(tx, *from, read_report(tx, text), {report.channel, report.actor});
  if (serial) tx.effects.push_back(TicketFiled{*serial});
}

}  // namespace lapor::engine
