#include "engine/desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.hpp"
#include "domain/ticket/number.hpp"
#include "engine/casework.hpp"
#include "engine/decide.hpp"
#include "engine/obey.hpp"

namespace lapor::engine {
namespace {

using ticket::Act;

constexpr std::size_t longest_report = 4000;  ///< characters; more than anyone says on a telephone
constexpr std::array channels{"hotline", "web", "app", "social"};

void refuse(Turn& turn, std::string why) { turn.effects.push_back(Refused{std::move(why)}); }

void done(Turn& turn, const DeskOrder& order, const Ticket& t) {
  turn.effects.push_back(Filed{t.serial});
  turn.log(log::Level::notice, "desk-order",
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

void conclude(Turn& turn, const DeskOrder& order, const Ticket& t, const Refusal& refusal) {
  if (!refusal) return done(turn, order, t);
  const bool by_state = refusal->find(": it can't be ") != refusal->npos;
  refuse(turn, by_state ? fmt::format("{}; {}", *refusal, allowed_in(t.state)) : *refusal);
}

/// False, and refused, where the text is missing or would have to be cut.
bool fits(Turn& turn, const std::string& text, std::string_view field) {
  const auto length = utf8::decode(text).size(), most = wording::field_limit(field);
  if (length == 0) refuse(turn, "the text is empty");
  if (length > most) refuse(turn, fmt::format("the text has {} characters; at most {} go", length, most));
  return length > 0 && length <= most;
}

void route_to(Turn& turn, const DeskOrder& order, Ticket& t) {
  const auto* agency = turn.rules.directory.find(order.agency);
  if (!agency) return refuse(turn, fmt::format("no agency has the code \"{}\"", order.agency));
  conclude(turn, order, t, route(turn, t, *agency, order.actor, order.text));
}

void merge_into(Turn& turn, const DeskOrder& order, Ticket& t) {
  auto into = turn.store.ticket(order.into);
  if (!into) return refuse(turn, "the ticket to merge into does not exist");
  conclude(turn, order, t, merge(turn, t, *into, order.actor));
}

void note(Turn& turn, const DeskOrder& order, Ticket& t) {
  if (!fits(turn, order.text, "isi")) return;
  record(turn, t, "note", order.actor, order.text);
  done(turn, order, t);
}

/// False, and refused, where no text can reach who reported it.
bool reachable(Turn& turn, const Ticket& t) {
  if (turn.store.quiet(t.reporter)) {
    refuse(turn, "who reported it said STOP: no text may go that they didn't ask for");
    return false;
  }
  if (sms::answerable(turn.store.address(t.reporter), turn.rules.limits.answer_countries)) return true;
  refuse(turn, "nobody can be texted: who reported it left no number, or none that is answered");
  return false;
}

void answer(Turn& turn, const DeskOrder& order, Ticket& t) {
  if (!fits(turn, order.text, "isi") || !reachable(turn, t)) return;
  record(turn, t, "answered", order.actor, order.text);
  tell_reporter(turn, t, "ANSWER", {{"isi", order.text}});
  done(turn, order, t);
}

void ask_reporter(Turn& turn, const DeskOrder& order, Ticket& t) {
  if (!fits(turn, order.text, "q") || !reachable(turn, t)) return;
  conclude(turn, order, t, ask(turn, t, order.actor, order.text));
}

/// As a citizen would have texted it; what the operator wrote is a report whatever its words.
command::Command read_report(const Turn& turn, const std::string& text) {
  const auto& words = turn.rules.vocabulary;
  auto c = command::parse_citizen(text, words, {});
  if (c.verb != command::Verb::lapor && c.verb != command::Verb::tanya && c.verb != command::Verb::usul)
    c = command::parse_citizen("LAPOR " + text, words, {});
  if (c.verb == command::Verb::lapor || c.verb == command::Verb::tanya || c.verb == command::Verb::usul)
    return c;
  c = {};
  c.verb = command::Verb::lapor;
  c.text = text;
  return c;
}

/// Whose report it is; nothing, and refused, where the number is none that a person has.
std::optional<Sender> reporter_of(Turn& turn, const std::string& number) {
  Sender from{};
  from.answerer.answerable = false;
  if (number.empty()) {
    from.person = from.answerer.person = turn.store.nobody();
    return from;
  }
  const auto address = sms::read_address(number, turn.rules.country);
  const auto& own = turn.rules.own_numbers;
  if (address.kind != sms::AddressKind::mobile && address.kind != sms::AddressKind::landline) {
    refuse(turn, "not a phone number that a person has; leave --from out where none is known");
    return std::nullopt;
  }
  if (std::find(own.begin(), own.end(), address.text) != own.end()) {
    refuse(turn, "that is the gateway's own number");
    return std::nullopt;
  }
  from.person = from.answerer.person = turn.store.person(address);
  from.answerer.answerable = sms::answerable(address, turn.rules.limits.answer_countries);
  return from;
}

}  // namespace

std::string_view name(DeskOrder::What what) {
  constexpr std::array names{"route", "merge", "separate", "reject", "reopen", "note", "answer", "ask"};
  return names.at(static_cast<std::size_t>(what));
}

void take_order(Turn& turn, const DeskOrder& given) {
  auto order = given;
  order.text = utf8::clean(given.text);
  auto t = turn.store.ticket(order.ticket);
  if (!t) return refuse(turn, "there is no such ticket");
  switch (order.what) {
    case DeskOrder::What::route:
      return route_to(turn, order, *t);
    case DeskOrder::What::merge:
      return merge_into(turn, order, *t);
    case DeskOrder::What::separate:
      return conclude(turn, order, *t, separate(turn, *t, order.actor));
    case DeskOrder::What::reject:
      return conclude(turn, order, *t, reject(turn, *t, order.reason, order.actor, order.text));
    case DeskOrder::What::reopen:
      return conclude(turn, order, *t, reopen(turn, *t, order.actor, order.text));
    case DeskOrder::What::note:
      return note(turn, order, *t);
    case DeskOrder::What::answer:
      return answer(turn, order, *t);
    case DeskOrder::What::ask:
      return ask_reporter(turn, order, *t);
  }
}

void take_report_by_hand(Turn& turn, const ReportTaken& report) {
  if (std::find(channels.begin(), channels.end(), report.channel) == channels.end())
    return refuse(turn, "the channel must be hotline, web, app or social");
  const auto text = utf8::clean(report.text);
  const auto length = utf8::decode(text).size();
  if (text.find_first_not_of(" \t\r\n") == text.npos) return refuse(turn, "the text is empty");
  if (length > longest_report)
    return refuse(turn,
                  fmt::format("the text has {} characters; at most {} are taken", length, longest_report));
  const auto from = reporter_of(turn, report.number);
  if (!from) return;
  const auto serial = take_report(turn, *from, read_report(turn, text), {report.channel, report.actor});
  if (serial) turn.effects.push_back(Filed{*serial});
}

}  // namespace lapor::engine
