#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "domain/limits/pin_lockout.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/housekeeping/scorecard_sms.hpp"
#include "engine/tickets/casework.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using commands::Command;
using commands::Verb;

constexpr std::size_t shortest_note = 10;  ///< characters that SELESAI must say of what was done
constexpr unsigned transfers_free = 2;     ///< then the coordinator decides
constexpr std::size_t listed = 10;

using Extra = replies::Fields;

bool serves(const Sender& from, const std::string& agency) {
  const auto& mine = from.office.agencies;
  return std::find(mine.begin(), mine.end(), agency) != mine.end();
}

/// The sender is of an agency that a confidential report may be about.
bool is_excluded(const Sender& from, const Ticket& t) {
  return std::any_of(t.excluded_agencies.begin(), t.excluded_agencies.end(),
                     [&](const auto& code) { return serves(from, code); });
}

/// The ticket that a command names, if it is with the sender's agency; else the answer is given here.
std::optional<Ticket> assigned(Transaction& tx, const Sender& from, const Command& c) {
  auto t = tx.store.ticket(ticket::serial(c.ticket));
  if (!t) {
    reply(tx, from, "OPD_BADTICKET");
    return std::nullopt;
  }
  if (!is_excluded(from, *t) && (serves(from, t->agency) || may_send_on(tx, from, c, *t))) return t;
  reply(tx, from, "OPD_NOTYOURS", {{"t", c.ticket}});
  return std::nullopt;
}

std::string actor(const Ticket& t) { return "agency " + t.agency; }

/// Moves, stops the ladder, answers the officer; false where the ticket's state doesn't allow it.
bool act(Transaction& tx, const Sender& from, Ticket& t, ticket::Act what, const Command& c,
         unsigned put_off = 0) {
  if (!ticket::is_open(t.state) || !move(tx, t, what, actor(t), c.text)) {
    reply(tx, from, "OPD_CLOSED", t);
    return false;
  }
  on_agency_answered(tx, t, put_off);
  return true;
}

std::optional<TicketId> accept(Transaction& tx, const Sender& from, const Command& c, Ticket t) {
  const bool first = t.state == ticket::State::forwarded;
  if (act(tx, from, t, ticket::Act::accept, c)) {
    reply(tx, from, "OPD_OK", t);
    Extra target;
    if (t.resolution_due) target["target"] = tx.rules.calendar.short_date(*t.resolution_due);
    target["tgl"] = tx.rules.calendar.short_date(tx.now);
    target["jam"] = tx.rules.calendar.short_time(tx.now);
    if (first) notify_reporter(tx, t, "ACCEPTED", target);
  }
  return t.serial;
}

std::optional<TicketId> progress(Transaction& tx, const Sender& from, const Command& c, Ticket t) {
  if (act(tx, from, t, ticket::Act::progress, c)) {
    reply(tx, from, "OPD_OK", t);
    notify_reporter(tx, t, "PROGRESS",
                    {{"txt", c.text.empty() ? "sedang ditangani" : replies::redact(c.text)}});
  }
  return t.serial;
}

std::optional<TicketId> resolve(Transaction& tx, const Sender& from, const Command& c, Ticket t) {
  if (utf8::decode(c.text).size() < shortest_note) return reply(tx, from, "OPD_NEEDNOTE", t);
  if (act(tx, from, t, ticket::Act::resolve, c)) {
    reply(tx, from, "OPD_OK", t);
    notify_reporter(tx, t, "CONFIRM", {{"txt", replies::redact(c.text)}});
  }
  return t.serial;
}

std::optional<TicketId> ask(Transaction& tx, const Sender& from, const Command& c, Ticket t) {
  if (c.text.empty()) return reply(tx, from, "OPD_HELP");
  t.state_before_question = t.state;
  if (act(tx, from, t, ticket::Act::ask, c)) {
    reply(tx, from, "OPD_OK", t);
    notify_reporter(tx, t, "CLARIFY", question(tx.rules, c.text));
  }
  return t.serial;
}

std::optional<TicketId> postpone(Transaction& tx, const Sender& from, const Command& c, Ticket t) {
  int days = 0;
  std::from_chars(c.argument.data(), c.argument.data() + c.argument.size(), days);
  if (days < 1 || days > 10 || c.text.empty()) return reply(tx, from, "OPD_HELP");
  if (t.postponement_used) return reply(tx, from, "OPD_POSTPONED", t);
  t.postponement_used = true;
  if (act(tx, from, t, ticket::Act::postpone, c, static_cast<unsigned>(days))) reply(tx, from, "OPD_OK", t);
  return t.serial;
}

/// To another agency; the third time the coordinator decides where.
std::optional<TicketId> transfer(Transaction& tx, const Sender& from, const Command& c, Ticket t) {
  if (c.argument == t.agency) return reply(tx, from, "OPD_BADAGENCY", t, {{"kode", c.argument}});
  const bool is_excluded = std::find(t.excluded_agencies.begin(), t.excluded_agencies.end(), c.argument) !=
                           t.excluded_agencies.end();
  if (is_excluded) return reply(tx, from, "OPD_BADAGENCY", t, {{"kode", c.argument}});
  auto note = c;
  note.text = fmt::format("to {}: {}", c.argument, c.text);
  const auto who = actor(t);
  if (!act(tx, from, t, ticket::Act::transfer, note)) return t.serial;
  if (t.transfers >= transfers_free) {
    move(tx, t, ticket::Act::verify, who, "given away once too often");
    return_to_coordinator(tx, t, fmt::format("ALIH {} {}", c.argument, c.text));
    return reply(tx, from, "OPD_REFUSED", t);
  }
  reassign(tx, t, c.argument, ReassignReason::again);
  reply(tx, from, "OPD_TRANSFERRED", t);
  notify_reporter(tx, t, "TRANSFER", {});
  return t.serial;
}

/// TOLAK is a wish: the coordinator confirms it or sends the report on. The citizen is told then.
std::optional<TicketId> refuse(Transaction& tx, const Sender& from, const Command& c, Ticket t) {
  auto note = c;
  note.text = c.argument + " " + c.text;
  if (!act(tx, from, t, ticket::Act::refuse, note)) return t.serial;
  return_to_coordinator(tx, t, "TOLAK " + note.text);
  return reply(tx, from, "OPD_REFUSED", t);
}

/// The whole report for the agency that has it, and for those above to whom it climbed.
std::optional<TicketId> detail(Transaction& tx, const Sender& from, const Command& c) {
  const auto t = tx.store.ticket(ticket::serial(c.ticket));
  if (!t) return reply(tx, from, "OPD_BADTICKET");
  const bool above = !from.office.above.empty() && t->level > 0;
  if (is_excluded(from, *t) || (!serves(from, t->agency) && !above))
    return reply(tx, from, "OPD_NOTYOURS", {{"t", c.ticket}});
  const auto words = replies::redact(t->text);
  return reply(tx, from, "OPD_DETAIL", *t, {{"txt", words}, {"isi", words}});
}

/// What waits with the sender's agencies: for DAFTAR, or to choose from.
std::optional<TicketId> list(Transaction& tx, const Sender& from, std::string_view code_of_reply) {
  std::vector<std::string> waiting;
  unsigned n = 0;
  for (const auto& code : from.office.agencies) {
    n += tx.store.count_unanswered(code);
    for (const auto& t : tx.store.unanswered(code, listed)) waiting.push_back(ticket::number(t.serial));
  }
  if (n == 0 && code_of_reply == "OPD_PENDING") return reply(tx, from, "OPD_NEEDTICKET");
  replies::Fields fields{{"n", std::to_string(n)},
                         {"list", waiting.empty() ? "-" : replies::list(waiting, n)}};
  if (!waiting.empty()) fields["t"] = waiting.front();
  return reply(tx, from, code_of_reply, fields);
}

/// The fifth wrong PIN locks the contact for an hour and rouses the operator.
void count_wrong_pin(Transaction& tx, const Sender& from, const std::string& agency) {
  tx.store.add_wrong_pin(from.person, tx.now);
  const auto until =
      limits::locked_until(tx.store.wrong_pins(from.person, limits::wrong_pins_allowed), tx.now);
  if (!until) return;
  const auto who = log::mask(tx.store.address(from.person).text);
  tx.log(log::Level::warning, "pin-locked",
         fmt::format("{} wrong PINs from {} of {}: locked for an hour", limits::wrong_pins_allowed, who,
                     agency));
  alert_operator(tx, fmt::format("{} PIN salah dari {} ({}), terkunci sampai {}", limits::wrong_pins_allowed,
                                 who, agency, tx.rules.calendar.short_time(*until)));
}

/// Where the agency that acts has a PIN, ending or giving away a ticket needs it; else the answer is given
/// here.
bool proven(Transaction& tx, const Sender& from, const Command& c, const Ticket& t) {
  const auto& acting = decides(tx, from, c, t) ? coordinator_for(tx.rules, t).code : t.agency;
  const auto* agency = tx.rules.directory.find(acting);
  const bool needed = c.verb == Verb::selesai || c.verb == Verb::tolak || c.verb == Verb::alih;
  if (!needed || !agency || agency->pin.empty()) return true;
  const auto wrong = tx.store.wrong_pins(from.person, limits::wrong_pins_allowed);
  if (const auto until = limits::locked_until(wrong, tx.now)) {
    reply(tx, from, "OPD_LOCKED", {{"jam", tx.rules.calendar.short_time(*until)}});
    return false;
  }
  const auto* right = from.pin_match ? &from.pin_match->agencies : nullptr;
  if (right && std::find(right->begin(), right->end(), agency->code) != right->end()) return true;
  if (from.pin_match) count_wrong_pin(tx, from, agency->code);
  reply(tx, from, "OPD_WRONGPIN", {{"t", c.ticket}});
  return false;
}

std::optional<TicketId> on_ticket(Transaction& tx, const Sender& from, const Command& c) {
  auto t = assigned(tx, from, c);
  if (!t) return std::nullopt;
  if (!proven(tx, from, c, *t)) return t->serial;
  if (decides(tx, from, c, *t)) return decide_by_text(tx, from, c, std::move(*t));
  if (t->state == ticket::State::verifying)
    route(tx, *t, tx.rules.directory.holder(t->agency), actor(*t), "");
  switch (c.verb) {
    case Verb::terima:
      return accept(tx, from, c, std::move(*t));
    case Verb::proses:
      return progress(tx, from, c, std::move(*t));
    case Verb::selesai:
      return resolve(tx, from, c, std::move(*t));
    case Verb::tanya:
      return ask(tx, from, c, std::move(*t));
    case Verb::tunda:
      return postpone(tx, from, c, std::move(*t));
    case Verb::alih:
      return transfer(tx, from, c, std::move(*t));
    default:
      return refuse(tx, from, c, std::move(*t));
  }
}

}  // namespace

std::optional<TicketId> handle_agency_command(Transaction& tx, const Sender& from, const Command& c) {
  switch (c.verb) {
    case Verb::terima:
    case Verb::proses:
    case Verb::selesai:
    case Verb::tanya:
    case Verb::tunda:
    case Verb::alih:
    case Verb::tolak:
      return on_ticket(tx, from, c);
    case Verb::detail:
      return detail(tx, from, c);
    case Verb::rekap:
      return request_scorecard(tx, from);
    case Verb::daftar:
      return list(tx, from, "OPD_LIST");
    case Verb::bad_ticket:
      return reply(tx, from, "OPD_BADTICKET");
    case Verb::need_ticket:
      return list(tx, from, "OPD_PENDING");
    case Verb::need_reason:
      return reply(tx, from, "OPD_NEEDREASON", {{"t", c.ticket}});
    case Verb::bad_agency:
      return reply(tx, from, "OPD_BADAGENCY", {{"t", c.ticket}, {"kode", c.argument}});
    case Verb::suspect:
    case Verb::ignore:
      quarantine_text(tx, from, "fraud", c.text);
      return std::nullopt;
    default:
      return reply(tx, from, "OPD_HELP");
  }
}

}  // namespace lapor::engine
