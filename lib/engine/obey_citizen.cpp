#include <fmt/format.h>

#include <algorithm>

#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"
#include "engine/casework.hpp"
#include "engine/decide.hpp"
#include "engine/forget.hpp"
#include "engine/obey.hpp"
#include "engine/stays.hpp"

namespace lapor::engine {
namespace {

using command::Command;
using command::Verb;

constexpr std::size_t listed = 5;  ///< tickets that CEK without a number names
constexpr unsigned reopens_allowed = 2;

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

std::optional<Serial> add(Turn& turn, const Sender& from, const Command& c) {
  auto t = asked(turn, from, c, ticket::State::need_info);
  if (!t) return std::nullopt;
  if (!ticket::is_open(t->state)) return say(turn, from, "CLOSED", *t);
  take_words(turn, *t, c.text);
  return say(turn, from, "ADDED", *t);
}

std::optional<Serial> confirm(Turn& turn, const Sender& from, const Command& c) {
  auto t = asked(turn, from, c, ticket::State::resolved);
  if (!t) return std::nullopt;
  if (!move(turn, *t, ticket::Act::confirm, "citizen", c.text)) return say(turn, from, "STATUS", *t);
  return say(turn, from, "RATE", *t);
}

std::optional<Serial> contest(Turn& turn, const Sender& from, const Command& c) {
  auto t = asked(turn, from, c, ticket::State::resolved);
  if (!t) return std::nullopt;
  if (!move(turn, *t, ticket::Act::contest, "citizen", c.text)) return say(turn, from, "STATUS", *t);
  if (t->reopens < reopens_allowed) {
    back_to_agency(turn, *t);
  } else {  // the agency has had its chances
    ++t->reopens;
    move(turn, *t, ticket::Act::verify, "gateway", "contested once too often");
    to_coordinator(turn, *t, "BELUM " + c.text);
  }
  return say(turn, from, "REOPENED", *t);
}

std::optional<Serial> reopen(Turn& turn, const Sender& from, const Command& c) {
  if (c.ticket.empty()) return check(turn, from, c);
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
  if (c.ticket.empty()) return check(turn, from, c);
  auto t = own(turn, from, c.ticket);
  if (!t) return std::nullopt;
  if (!turn.store.followers(t->serial).empty())
    return say(turn, from, "STATUS", *t);  // others reported it too
  const bool known_to_agency = t->forwarded_at.has_value();
  if (!move(turn, *t, ticket::Act::cancel, "citizen", c.text)) return say(turn, from, "STATUS", *t);
  if (known_to_agency) tell_agency(turn, *t, "OPD_CANCELLED", {});
  return say(turn, from, "CANCELLED", *t);
}

std::optional<Serial> rate(Turn& turn, const Sender& from, const Command& c) {
  auto t = c.ticket.empty() ? to_rate(turn, from.person) : own(turn, from, c.ticket);
  if (!t) return c.ticket.empty() ? say(turn, from, "NOQUESTION") : std::nullopt;
  if (t->state != ticket::State::closed && t->state != ticket::State::auto_closed)
    return say(turn, from, "STATUS", *t);
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

/// Unasked news ends until the next report.
std::optional<Serial> stop(Turn& turn, const Sender& from) {
  turn.store.set_quiet(from.person, true);
  return say(turn, from, "STOPPED");
}

}  // namespace

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
    case Verb::stop:
      return stop(turn, from);
    case Verb::hapus:
      return ask_to_be_forgotten(turn, from), std::nullopt;
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
