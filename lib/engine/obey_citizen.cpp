#include <fmt/format.h>

#include <algorithm>

#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"
#include "engine/casework.hpp"
#include "engine/decide.hpp"
#include "engine/obey.hpp"
#include "engine/stays.hpp"

namespace lapor::engine {
namespace {

using command::Command;
using command::Verb;

constexpr std::size_t listed = 5;  ///< tickets that CEK without a number names
constexpr unsigned reopens_allowed = 2;

bool has(const Command& c, command::Flag flag) {
  return std::find(c.flags.begin(), c.flags.end(), flag) != c.flags.end();
}

std::string_view ack_code(const Ticket& t) {
  if (t.confidential) return "ACK_CONF";
  if (t.urgent) return t.category.empty() ? "EMERGENCY" : "ACK_URGENT";
  if (t.category.empty()) return "ACK_NOCAT";
  return t.kind == "TANYA" ? "ACK_TANYA" : t.kind == "USUL" ? "ACK_USUL" : "ACK";
}

/// Where a ticket was joined to another, the one that lives on.
std::optional<Ticket> living(Turn& turn, std::optional<Ticket> t) {
  for (int hops = 0; t && t->joined_to && hops < 10; ++hops) t = turn.store.ticket(*t->joined_to);
  return t;
}

/// The sender's ticket that a command names; answers and gives nothing where it isn't theirs.
std::optional<Ticket> own(Turn& turn, const Sender& from, const std::string& number) {
  auto t = living(turn, turn.store.ticket(ticket::serial(number)));
  if (!t) {
    say(turn, from, "BADTICKET");
    return std::nullopt;
  }
  if (is_reporter(turn, *t, from.person)) return t;
  say(turn, from, "NOT_YOURS", {{"t", number}});
  return std::nullopt;
}

std::optional<Serial> check(Turn& turn, const Sender& from, const Command& c) {
  if (!c.ticket.empty()) {
    const auto named = turn.store.ticket(ticket::serial(c.ticket));
    if (!named) return say(turn, from, "BADTICKET");
    const auto t = living(turn, named);
    if (t && is_reporter(turn, *t, from.person))
      return say(turn, from, t->serial == named->serial ? "STATUS" : "ACK_DUP", *t);
    return say(turn, from, "STRANGER", *named);
  }
  const auto open = turn.store.open_of_reporter(from.person, listed);
  if (open.empty()) return say(turn, from, "NOTICKETS");
  if (open.size() == 1) return say(turn, from, "STATUS", open.front());
  std::vector<std::string> items;
  for (const auto& t : open)
    items.push_back(fmt::format("{} {}", ticket::number(t.serial), ticket::indonesian(t.state)));
  return say(turn, from, "LIST", {{"list", wording::list(items)}, {"n", std::to_string(open.size())}});
}

/// The ticket that a bare answer is about: the one named, else the only one in that state.
std::optional<Ticket> asked(Turn& turn, const Sender& from, const Command& c, ticket::State state) {
  if (!c.ticket.empty()) return own(turn, from, c.ticket);
  const auto open = turn.store.in_state_of_reporter(from.person, state, 2);
  if (open.size() == 1) return open.front();
  if (open.empty())
    say(turn, from, "NOQUESTION");
  else
    say(turn, from, "WHICH", {{"t", ticket::number(open[0].serial)}, {"t2", ticket::number(open[1].serial)}});
  return std::nullopt;
}

/// Words added to a ticket, as its agency may read them.
wording::Fields words_of(const Command& c) {
  const auto words = wording::redact(c.text);
  return {{"txt", words}, {"isi", words}};
}

std::optional<Serial> add(Turn& turn, const Sender& from, const Command& c) {
  auto t = asked(turn, from, c, ticket::State::need_info);
  if (!t) return std::nullopt;
  if (!ticket::is_open(t->state)) return say(turn, from, "CLOSED", *t);
  if (t->state == ticket::State::need_info) {
    const auto before = t->before_question;
    move(turn, *t, ticket::Act::inform, "citizen", c.text);
    t->state = before;
    if (before == ticket::State::forwarded || before == ticket::State::verifying)
      start_clock(turn, *t);
    else
      stop_ladder(turn, *t);
  } else {
    record(turn, *t, "added", "citizen", c.text);
  }
  tell_agency(turn, *t, "OPD_ADDED", words_of(c));
  return say(turn, from, "ADDED", *t);
}

std::optional<Serial> confirm(Turn& turn, const Sender& from, const Command& c) {
  auto t = asked(turn, from, c, ticket::State::resolved);
  if (!t) return std::nullopt;
  if (!move(turn, *t, ticket::Act::confirm, "citizen", c.text)) return say(turn, from, "STATUS", *t);
  return say(turn, from, "CLOSED", *t);
}

std::optional<Serial> contest(Turn& turn, const Sender& from, const Command& c) {
  auto t = asked(turn, from, c, ticket::State::resolved);
  if (!t) return std::nullopt;
  if (!move(turn, *t, ticket::Act::contest, "citizen", c.text)) return say(turn, from, "STATUS", *t);
  back_to_agency(turn, *t);
  return say(turn, from, "REOPENED", *t);
}

std::optional<Serial> reopen(Turn& turn, const Sender& from, const Command& c) {
  auto t = own(turn, from, c.ticket);
  if (!t) return std::nullopt;
  const auto& rules = turn.rules;
  const bool late = t->closed_at && rules.calendar.add(*t->closed_at, rules.deadlines.reopen) < turn.now;
  if (late || t->reopens >= reopens_allowed) return say(turn, from, "TOOLATE", *t);
  if (!move(turn, *t, ticket::Act::reopen, "citizen", c.text)) return say(turn, from, "STATUS", *t);
  back_to_agency(turn, *t);
  return say(turn, from, "REOPENED", *t);
}

std::optional<Serial> cancel(Turn& turn, const Sender& from, const Command& c) {
  auto t = own(turn, from, c.ticket);
  if (!t) return std::nullopt;
  const bool known_to_agency = t->forwarded_at.has_value();
  if (!move(turn, *t, ticket::Act::cancel, "citizen", c.text)) return say(turn, from, "STATUS", *t);
  if (known_to_agency) tell_agency(turn, *t, "OPD_CANCELLED", words_of(c));
  return say(turn, from, "CANCELLED", *t);
}

std::optional<Serial> rate(Turn& turn, const Sender& from, const Command& c) {
  auto t = own(turn, from, c.ticket);
  if (!t) return std::nullopt;
  if (ticket::is_open(t->state)) return say(turn, from, "STATUS", *t);
  t->rating = static_cast<unsigned>(c.argument.empty() ? 0 : c.argument.front() - '0');
  turn.store.update(*t);
  stay_rated(turn, *t);
  record(turn, *t, "rated", "citizen", c.argument + " " + c.text);
  return say(turn, from, "CLOSED", *t);
}

std::string codes(const Rules& rules) {
  std::string list;
  for (const auto& category : rules.vocabulary.categories) list += (list.empty() ? "" : " ") + category.code;
  return list;
}

/// No command of this version does what STOP and HAPUS DATA ask: a person reads them, as a report to the
/// coordinator.
std::optional<Serial> to_coordinator(Turn& turn, const Sender& from, const Command& c) {
  Command report = c;
  report.verb = Verb::lapor;
  report.category.clear();
  report.text = fmt::format("{} {}", command::name(c.verb), c.text);
  return take_report(turn, from, report);
}

}  // namespace

std::optional<Serial> take_report(Turn& turn, const Sender& from, const Command& c, const Origin& origin) {
  Ticket t;
  t.kind = std::string(command::name(c.verb));
  t.category = c.category;
  t.area = c.area;
  t.channel = origin.channel;
  t.reporter = from.person;
  t.text = c.text;
  t.urgent = has(c, command::Flag::urgent);
  t.confidential = has(c, command::Flag::rahasia);
  t.anonymous = has(c, command::Flag::anonim);
  t = open_ticket(turn, std::move(t), origin.actor);
  if (!c.evidence.empty()) record(turn, t, "read-as", "gateway", c.evidence);
  return say(turn, from, ack_code(t), t);
}

std::optional<Serial> obey_citizen(Turn& turn, const Sender& from, const Command& c) {
  switch (c.verb) {
    case Verb::lapor:
    case Verb::tanya:
    case Verb::usul:
      return take_report(turn, from, c);
    case Verb::cek:
      return check(turn, from, c);
    case Verb::tambah:
      return add(turn, from, c);
    case Verb::ya:
      return confirm(turn, from, c);
    case Verb::tidak:
      return contest(turn, from, c);
    case Verb::buka:
      return reopen(turn, from, c);
    case Verb::batal:
      return cancel(turn, from, c);
    case Verb::nilai:
      return rate(turn, from, c);
    case Verb::hapus:
    case Verb::stop:
      return to_coordinator(turn, from, c);
    case Verb::kode:
      return say(turn, from, "CODES", {{"list", codes(turn.rules)}});
    case Verb::need_text:
      return say(turn, from, "NEEDTEXT");
    case Verb::bad_ticket:
      return say(turn, from, "BADTICKET");
    case Verb::unclear:
      return say(turn, from, "NOQUESTION");
    case Verb::ignore:
      set_aside(turn, from, "machine", c.text);
      return std::nullopt;
    case Verb::suspect:
      set_aside(turn, from, "fraud", c.text);
      return std::nullopt;
    default:
      return say(turn, from, "HELP");
  }
}

}  // namespace lapor::engine
