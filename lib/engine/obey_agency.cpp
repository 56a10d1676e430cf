#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "domain/guard/pin.hpp"
#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"
#include "engine/casework.hpp"
#include "engine/decide.hpp"
#include "engine/obey.hpp"
#include "engine/recap.hpp"

namespace lapor::engine {
namespace {

using command::Command;
using command::Verb;

constexpr std::size_t shortest_note = 10;  ///< characters that SELESAI must say of what was done
constexpr unsigned transfers_free = 2;     ///< then the coordinator decides
constexpr std::size_t listed = 10;

using Extra = wording::Fields;

bool serves(const Sender& from, const std::string& agency) {
  const auto& mine = from.office.agencies;
  return std::find(mine.begin(), mine.end(), agency) != mine.end();
}

/// The sender is of an agency that a confidential report may be about.
bool kept_out(const Sender& from, const Ticket& t) {
  return std::any_of(t.accused.begin(), t.accused.end(),
                     [&](const auto& code) { return serves(from, code); });
}

/// The ticket that a command names, if it is with the sender's agency; else the answer is given here.
std::optional<Ticket> assigned(Turn& turn, const Sender& from, const Command& c) {
  auto t = turn.store.ticket(ticket::serial(c.ticket));
  if (!t) {
    say(turn, from, "OPD_BADTICKET");
    return std::nullopt;
  }
  if (!kept_out(from, *t) && (serves(from, t->agency) || may_send_on(turn, from, c, *t))) return t;
  say(turn, from, "OPD_NOTYOURS", {{"t", c.ticket}});
  return std::nullopt;
}

std::string actor(const Ticket& t) { return "agency " + t.agency; }

/// Moves, stops the ladder, answers the officer; false where the ticket's state doesn't allow it.
bool act(Turn& turn, const Sender& from, Ticket& t, ticket::Act what, const Command& c,
         unsigned put_off = 0) {
  if (!ticket::is_open(t.state) || !move(turn, t, what, actor(t), c.text)) {
    say(turn, from, "OPD_CLOSED", t);
    return false;
  }
  stop_ladder(turn, t, put_off);
  return true;
}

std::optional<Serial> accept(Turn& turn, const Sender& from, const Command& c, Ticket t) {
  const bool first = t.state == ticket::State::forwarded;
  if (act(turn, from, t, ticket::Act::accept, c)) {
    say(turn, from, "OPD_OK", t);
    Extra target;
    if (t.resolve_by) target["target"] = turn.rules.calendar.short_date(*t.resolve_by);
    target["tgl"] = turn.rules.calendar.short_date(turn.now);
    target["jam"] = turn.rules.calendar.short_time(turn.now);
    if (first) tell_reporter(turn, t, "ACCEPTED", target);
  }
  return t.serial;
}

std::optional<Serial> progress(Turn& turn, const Sender& from, const Command& c, Ticket t) {
  if (act(turn, from, t, ticket::Act::progress, c)) {
    say(turn, from, "OPD_OK", t);
    tell_reporter(turn, t, "PROGRESS",
                  {{"txt", c.text.empty() ? "sedang ditangani" : wording::redact(c.text)}});
  }
  return t.serial;
}

std::optional<Serial> resolve(Turn& turn, const Sender& from, const Command& c, Ticket t) {
  if (utf8::decode(c.text).size() < shortest_note) return say(turn, from, "OPD_NEEDNOTE", t);
  if (act(turn, from, t, ticket::Act::resolve, c)) {
    say(turn, from, "OPD_OK", t);
    tell_reporter(turn, t, "CONFIRM", {{"txt", wording::redact(c.text)}});
  }
  return t.serial;
}

std::optional<Serial> ask(Turn& turn, const Sender& from, const Command& c, Ticket t) {
  if (c.text.empty()) return say(turn, from, "OPD_HELP");
  t.before_question = t.state;
  if (act(turn, from, t, ticket::Act::ask, c)) {
    say(turn, from, "OPD_OK", t);
    tell_reporter(turn, t, "CLARIFY", question(turn.rules, c.text));
  }
  return t.serial;
}

std::optional<Serial> postpone(Turn& turn, const Sender& from, const Command& c, Ticket t) {
  int days = 0;
  std::from_chars(c.argument.data(), c.argument.data() + c.argument.size(), days);
  if (days < 1 || days > 10 || c.text.empty()) return say(turn, from, "OPD_HELP");
  if (t.postponed) return say(turn, from, "OPD_POSTPONED", t);
  t.postponed = true;
  if (act(turn, from, t, ticket::Act::postpone, c, static_cast<unsigned>(days))) say(turn, from, "OPD_OK", t);
  return t.serial;
}

/// To another agency; the third time the coordinator decides where.
std::optional<Serial> transfer(Turn& turn, const Sender& from, const Command& c, Ticket t) {
  if (c.argument == t.agency) return say(turn, from, "OPD_BADAGENCY", t, {{"kode", c.argument}});
  const bool kept_out = std::find(t.accused.begin(), t.accused.end(), c.argument) != t.accused.end();
  if (kept_out) return say(turn, from, "OPD_BADAGENCY", t, {{"kode", c.argument}});
  auto note = c;
  note.text = fmt::format("to {}: {}", c.argument, c.text);
  const auto who = actor(t);
  if (!act(turn, from, t, ticket::Act::transfer, note)) return t.serial;
  if (t.transfers >= transfers_free) {
    move(turn, t, ticket::Act::verify, who, "given away once too often");
    to_coordinator(turn, t, fmt::format("ALIH {} {}", c.argument, c.text));
    return say(turn, from, "OPD_REFUSED", t);
  }
  hand_over(turn, t, c.argument, Handing::again);
  say(turn, from, "OPD_TRANSFERRED", t);
  tell_reporter(turn, t, "TRANSFER", {});
  return t.serial;
}

/// TOLAK is a wish: the coordinator confirms it or sends the report on. The citizen is told then.
std::optional<Serial> refuse(Turn& turn, const Sender& from, const Command& c, Ticket t) {
  auto note = c;
  note.text = c.argument + " " + c.text;
  if (!act(turn, from, t, ticket::Act::refuse, note)) return t.serial;
  to_coordinator(turn, t, "TOLAK " + note.text);
  return say(turn, from, "OPD_REFUSED", t);
}

/// The whole report for the agency that has it, and for those above to whom it climbed.
std::optional<Serial> detail(Turn& turn, const Sender& from, const Command& c) {
  const auto t = turn.store.ticket(ticket::serial(c.ticket));
  if (!t) return say(turn, from, "OPD_BADTICKET");
  const bool above = !from.office.above.empty() && t->level > 0;
  if (kept_out(from, *t) || (!serves(from, t->agency) && !above))
    return say(turn, from, "OPD_NOTYOURS", {{"t", c.ticket}});
  const auto words = wording::redact(t->text);
  return say(turn, from, "OPD_DETAIL", *t, {{"txt", words}, {"isi", words}});
}

/// What waits with the sender's agencies: for DAFTAR, or to choose from.
std::optional<Serial> list(Turn& turn, const Sender& from, std::string_view code_of_reply) {
  std::vector<std::string> waiting;
  unsigned n = 0;
  for (const auto& code : from.office.agencies) {
    n += turn.store.count_unanswered(code);
    for (const auto& t : turn.store.unanswered(code, listed)) waiting.push_back(ticket::number(t.serial));
  }
  if (n == 0 && code_of_reply == "OPD_PENDING") return say(turn, from, "OPD_NEEDTICKET");
  wording::Fields fields{{"n", std::to_string(n)},
                         {"list", waiting.empty() ? "-" : wording::list(waiting, n)}};
  if (!waiting.empty()) fields["t"] = waiting.front();
  return say(turn, from, code_of_reply, fields);
}

/// The fifth wrong PIN locks the contact for an hour and rouses the operator.
void count_wrong_pin(Turn& turn, const Sender& from, const std::string& agency) {
  turn.store.wrong_pin(from.person, turn.now);
  const auto until =
      guard::locked_until(turn.store.wrong_pins(from.person, guard::wrong_pins_allowed), turn.now);
  if (!until) return;
  const auto who = log::mask(turn.store.address(from.person).text);
  turn.log(
      log::Level::warning, "pin-locked",
      fmt::format("{} wrong PINs from {} of {}: locked for an hour", guard::wrong_pins_allowed, who, agency));
  alarm(turn, fmt::format("{} PIN salah dari {} ({}), terkunci sampai {}", guard::wrong_pins_allowed, who,
                          agency, turn.rules.calendar.short_time(*until)));
}

/// Where the agency that acts has a PIN, ending or giving away a ticket needs it; else the answer is given
/// here.
bool proven(Turn& turn, const Sender& from, const Command& c, const Ticket& t) {
  const auto& acting = decides(turn, from, c, t) ? coordinator_for(turn.rules, t).code : t.agency;
  const auto* agency = turn.rules.directory.find(acting);
  const bool needed = c.verb == Verb::selesai || c.verb == Verb::tolak || c.verb == Verb::alih;
  if (!needed || !agency || agency->pin.empty()) return true;
  const auto wrong = turn.store.wrong_pins(from.person, guard::wrong_pins_allowed);
  if (const auto until = guard::locked_until(wrong, turn.now)) {
    say(turn, from, "OPD_LOCKED", {{"jam", turn.rules.calendar.short_time(*until)}});
    return false;
  }
  const auto* right = from.proof ? &from.proof->agencies : nullptr;
  if (right && std::find(right->begin(), right->end(), agency->code) != right->end()) return true;
  if (from.proof) count_wrong_pin(turn, from, agency->code);
  say(turn, from, "OPD_WRONGPIN", {{"t", c.ticket}});
  return false;
}

std::optional<Serial> on_ticket(Turn& turn, const Sender& from, const Command& c) {
  auto t = assigned(turn, from, c);
  if (!t) return std::nullopt;
  if (!proven(turn, from, c, *t)) return t->serial;
  if (decides(turn, from, c, *t)) return decide_by_text(turn, from, c, std::move(*t));
  if (t->state == ticket::State::verifying)
    route(turn, *t, turn.rules.directory.holder(t->agency), actor(*t), "");
  switch (c.verb) {
    case Verb::terima:
      return accept(turn, from, c, std::move(*t));
    case Verb::proses:
      return progress(turn, from, c, std::move(*t));
    case Verb::selesai:
      return resolve(turn, from, c, std::move(*t));
    case Verb::tanya:
      return ask(turn, from, c, std::move(*t));
    case Verb::tunda:
      return postpone(turn, from, c, std::move(*t));
    case Verb::alih:
      return transfer(turn, from, c, std::move(*t));
    default:
      return refuse(turn, from, c, std::move(*t));
  }
}

}  // namespace

std::optional<Serial> obey_agency(Turn& turn, const Sender& from, const Command& c) {
  switch (c.verb) {
    case Verb::terima:
    case Verb::proses:
    case Verb::selesai:
    case Verb::tanya:
    case Verb::tunda:
    case Verb::alih:
    case Verb::tolak:
      return on_ticket(turn, from, c);
    case Verb::detail:
      return detail(turn, from, c);
    case Verb::rekap:
      return recap(turn, from);
    case Verb::daftar:
      return list(turn, from, "OPD_LIST");
    case Verb::bad_ticket:
      return say(turn, from, "OPD_BADTICKET");
    case Verb::need_ticket:
      return list(turn, from, "OPD_PENDING");
    case Verb::need_reason:
      return say(turn, from, "OPD_NEEDREASON", {{"t", c.ticket}});
    case Verb::bad_agency:
      return say(turn, from, "OPD_BADAGENCY", {{"t", c.ticket}, {"kode", c.argument}});
    case Verb::suspect:
    case Verb::ignore:
      set_aside(turn, from, "fraud", c.text);
      return std::nullopt;
    default:
      return say(turn, from, "OPD_HELP");
  }
}

}  // namespace lapor::engine
