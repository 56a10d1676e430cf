#include "engine/desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.hpp"
#include "domain/ticket/number.hpp"
#include "engine/casework.hpp"
#include "engine/obey.hpp"

namespace lapor::engine {
namespace {

using ticket::Act;

constexpr std::size_t longest_report = 4000;  ///< characters; more than anyone says on a telephone
constexpr std::array channels{"hotline", "web", "app", "social"};

struct Reason {
  std::string_view code, words;
};
/// What the citizen reads of the coordinator's reason.
constexpr std::array reasons{
    Reason{"SPAM", "bukan laporan atau pengaduan"},
    Reason{"WENANG", "bukan wewenang Pemprov, ke SP4N-LAPOR! SMS 1708"},
    Reason{"JELAS", "keterangannya kurang jelas"},
    Reason{"DUPL", "sudah pernah dilaporkan"},
    Reason{"HUKUM", "ranah hukum, silakan ke kepolisian/pengadilan"},
};

void refuse(Turn& turn, std::string why) { turn.effects.push_back(Refused{std::move(why)}); }

void done(Turn& turn, const DeskOrder& order, const Ticket& t) {
  turn.effects.push_back(Filed{t.serial});
  turn.log(log::Level::notice, "desk-order",
           fmt::format("{}: {} {}", order.actor, name(order.what), ticket::number(t.serial)),
           {{"TICKET", ticket::number(t.serial)}});
}

std::string allowed_in(ticket::State state) {
  std::string acts;
  for (const auto act : {Act::route, Act::merge, Act::reject, Act::reopen, Act::ask})
    if (ticket::next(state, act)) acts += fmt::format("{}{}", acts.empty() ? "" : ", ", ticket::name(act));
  return acts.empty() ? "nothing but note and answer" : acts;
}

/// Moves, or says which acts the state of the ticket allows.
bool moved(Turn& turn, const DeskOrder& order, Ticket& t, Act act, const std::string& detail) {
  if (!ticket::next(t.state, act)) {
    refuse(turn, fmt::format("ticket {} is {}: {} is not allowed there; {} is", ticket::number(t.serial),
                             ticket::name(t.state), ticket::name(act), allowed_in(t.state)));
    return false;
  }
  return move(turn, t, act, order.actor, detail);
}

/// False, and refused, where the text is missing or would have to be cut.
bool fits(Turn& turn, const std::string& text, std::string_view field) {
  const auto length = utf8::decode(text).size(), most = wording::field_limit(field);
  if (length == 0) refuse(turn, "the text is empty");
  if (length > most) refuse(turn, fmt::format("the text has {} characters; at most {} go", length, most));
  return length > 0 && length <= most;
}

void route(Turn& turn, const DeskOrder& order, Ticket& t) {
  const auto* agency = turn.rules.directory.find(order.agency);
  if (!agency) return refuse(turn, fmt::format("no agency has the code \"{}\"", order.agency));
  const bool other = agency->code != t.agency;
  if (!other && t.state != ticket::State::verifying)
    return refuse(turn, fmt::format("ticket {} is with {} already", ticket::number(t.serial), t.agency));
  if (!moved(turn, order, t, Act::route, fmt::format("to {}", agency->code))) return;
  hand_over(turn, t, agency->code);
  if (other) tell_reporter(turn, t, "TRANSFER", {});
  done(turn, order, t);
}

void merge(Turn& turn, const DeskOrder& order, Ticket& t) {
  const auto into = turn.store.ticket(order.into);
  if (!into) return refuse(turn, "the ticket to merge into does not exist");
  if (into->serial == t.serial) return refuse(turn, "a ticket can't be merged into itself");
  if (!ticket::is_open(into->state))
    return refuse(turn, fmt::format("ticket {} is {}; merge into one that is open",
                                    ticket::number(into->serial), ticket::name(into->state)));
  if (!moved(turn, order, t, Act::merge, "into " + ticket::number(into->serial))) return;
  record(turn, *into, "joined", order.actor, ticket::number(t.serial) + " was merged into this");
  auto told = *into;
  told.reporter = t.reporter;
  tell_reporter(turn, told, "ACK_DUP", {});
  done(turn, order, t);
}

void reject(Turn& turn, const DeskOrder& order, Ticket& t) {
  const auto reason =
      std::find_if(reasons.begin(), reasons.end(), [&](const auto& r) { return r.code == order.reason; });
  if (reason == reasons.end()) return refuse(turn, "the reason must be SPAM, WENANG, JELAS, DUPL or HUKUM");
  if (!moved(turn, order, t, Act::reject, fmt::format("{} {}", reason->code, order.text))) return;
  auto words = std::string(reason->words);
  if (!order.text.empty()) words += " (" + order.text + ")";
  tell_reporter(turn, t, "REJECTED", {{"alasan", words}});
  done(turn, order, t);
}

void reopen(Turn& turn, const DeskOrder& order, Ticket& t) {
  if (!moved(turn, order, t, Act::reopen, order.text)) return;
  back_to_agency(turn, t);
  tell_reporter(turn, t, "REOPENED", {});
  done(turn, order, t);
}

void note(Turn& turn, const DeskOrder& order, Ticket& t) {
  if (!fits(turn, order.text, "isi")) return;
  record(turn, t, "note", order.actor, order.text);
  done(turn, order, t);
}

/// False, and refused, where no text can reach who reported it.
bool reachable(Turn& turn, const Ticket& t) {
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

void ask(Turn& turn, const DeskOrder& order, Ticket& t) {
  if (!fits(turn, order.text, "q") || !reachable(turn, t)) return;
  const auto before = t.state;
  if (!moved(turn, order, t, Act::ask, order.text)) return;
  t.before_question = before;
  hold_ladder(turn, t);
  tell_reporter(turn, t, "CLARIFY", {{"q", order.text}});
  done(turn, order, t);
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
  constexpr std::array names{"route", "merge", "reject", "reopen", "note", "answer", "ask"};
  return names.at(static_cast<std::size_t>(what));
}

void take_order(Turn& turn, const DeskOrder& given) {
  auto order = given;
  order.text = utf8::clean(given.text);
  auto t = turn.store.ticket(order.ticket);
  if (!t) return refuse(turn, "there is no such ticket");
  switch (order.what) {
    case DeskOrder::What::route:
      return route(turn, order, *t);
    case DeskOrder::What::merge:
      return merge(turn, order, *t);
    case DeskOrder::What::reject:
      return reject(turn, order, *t);
    case DeskOrder::What::reopen:
      return reopen(turn, order, *t);
    case DeskOrder::What::note:
      return note(turn, order, *t);
    case DeskOrder::What::answer:
      return answer(turn, order, *t);
    case DeskOrder::What::ask:
      return ask(turn, order, *t);
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
