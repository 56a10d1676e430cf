#include "engine/commands/agency_commands.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/overloaded.hpp"
#include "domain/limits/note_check.hpp"
#include "domain/replies/redact.hpp"
#include "domain/replies/templates.hpp"
#include "domain/ticket/number.hpp"
#include "domain/ticket/promises.hpp"
#include "engine/commands/coordinator_commands.hpp"
#include "engine/commands/pin_check.hpp"
#include "engine/commands/scorecard_command.hpp"
#include "engine/outbox/notification_texts.hpp"
#include "engine/outbox/recipients.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using commands::AgencyAct;
using commands::Command;
using replies::Code;
using ticket::Act;

constexpr unsigned transfers_free = 2;  ///< then the coordinator decides
constexpr std::size_t listed = 10;
constexpr unsigned most_days_postponed = 10;
constexpr std::size_t notes_compared = 10;
constexpr std::size_t wishes_told = 3;  ///< of one ticket, to the coordinator; all are in its record

/// The sender is of an agency that a confidential report may be about.
bool is_kept_from(const Sender& from, const Ticket& t) {
  return std::any_of(t.excluded_agencies.begin(), t.excluded_agencies.end(),
                     [&](const auto& code) { return is_of(from, code); });
}

/// The ticket that a command names, if it is with the sender's agency; nullopt, and answered, if it isn't.
std::optional<Ticket> find_assigned_or_reply(Transaction& tx, const Sender& from, const AgencyAct& act) {
  auto t = tx.store.ticket(ticket::id_of(commands::ticket_of(act)));
  if (!t) {
    reply(tx, from, Code::opd_badticket);
    return std::nullopt;
  }
  if (!is_kept_from(from, *t) &&
      (is_of(from, t->agency) || may_send_on(tx.rules, from, act, *t) || verifies(tx, from, act, *t)))
    return t;
  reply(tx, from, Code::opd_notyours, {{"t", commands::ticket_of(act)}});
  return std::nullopt;
}

Actor actor(const Ticket& t) { return Actor::agency(t.agency); }

/// Moves the ticket as an answer of its agency; false, and answered, if its state doesn't allow that.
bool apply_or_reply(Transaction& tx, const Sender& from, TicketEditor& edit, Act act, const std::string& note,
                    AgencyAnswer answer = {}) {
  if (!ticket::is_open(edit->state) || !edit.apply(act, actor(edit.ticket()), note)) {
    reply(tx, from, Code::opd_closed, edit.ticket());
    return false;
  }
  edit.agency_answered(answer);
  return true;
}

/// The first TERIMA is an answer. Said again it is recorded, and moves nothing.
void carry_out(Transaction& tx, const Sender& from, const commands::Accept& c, TicketEditor& edit) {
  const bool first = edit->state == ticket::State::forwarded;
  if (!apply_or_reply(tx, from, edit, Act::accept, c.note, {first})) return;
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
  if (!first) return;
  const auto& calendar = tx.rules.calendar;
  replies::Fields fields{{"tgl", calendar.short_date(tx.now)}, {"jam", calendar.short_time(tx.now)}};
  if (edit->resolution_due) fields["target"] = calendar.short_date(*edit->resolution_due);
  notify_reporter(tx, edit.ticket(), Code::accepted, fields);
}

/// A date moves, and the citizen hears of it, only where this PROSES says what the agency has not said
/// before.
void carry_out(Transaction& tx, const Sender& from, const commands::Progress& c, TicketEditor& edit) {
  const bool first = edit->state == ticket::State::forwarded;
  const auto said = tx.store.details(edit->id, name(Act::progress), notes_compared);
  const bool moves = ticket::progress_moves_date(c.note, said, edit.promises());
  const bool news = edit->state != ticket::State::in_progress || ticket::says_something_new(c.note, said);
  if (!apply_or_reply(tx, from, edit, Act::progress, c.note, {first || moves})) return;
  if (moves && !first) edit.use_promise();
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
  if (news)
    notify_reporter(tx, edit.ticket(), Code::progress,
                    {{"txt", c.note.empty() ? "sedang ditangani" : replies::redact(c.note)}});
}

void carry_out(Transaction& tx, const Sender& from, const commands::Resolve& c, TicketEditor& edit) {
  const bool again = edit->state == ticket::State::resolved;  // the citizen has been asked already
  if (!apply_or_reply(tx, from, edit, Act::resolve, c.note, {!again})) return;
  if (!again) notify_reporter(tx, edit.ticket(), Code::confirm, {{"txt", replies::redact(c.note)}});
  if (!again && nobody_was_asked(tx, edit.ticket())) ask_coordinator_to_verify(tx, edit, {c.note});
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
}

/// A wish that is refused: the agency keeps the ticket and its clocks run. The coordinator hears of the first
/// few of each ticket.
void decline_and_reply(Transaction& tx, const Sender& from, TicketEditor& edit, Code answer,
                       const std::string& wish) {
  const bool told =
      tx.store.details(edit->id, name(RecordKind::wish_declined), wishes_told).size() < wishes_told;
  edit.record(RecordKind::wish_declined, actor(edit.ticket()), wish);
  if (told) notify_coordinator(tx, edit.ticket(), Code::opd_wish, {{"txt", replies::redact(wish)}});
  reply(tx, from, answer, edit.ticket());
}

bool can_be_asked(Transaction& tx, const Ticket& t) {
  auto people = tx.store.followers(t.id);
  people.push_back(t.reporter);
  return std::any_of(people.begin(), people.end(),
                     [&](PersonId p) { return !why_not_told(tx, p, limits::Unasked::question); });
}

void carry_out(Transaction& tx, const Sender& from, const commands::Ask& c, TicketEditor& edit) {
  if (!ticket::next(edit->state, Act::ask)) {
    reply(tx, from, Code::opd_closed, edit.ticket());
    return;
  }
  if (!ticket::may_ask(edit.questions(), edit->resolution_due, tx.now) || !can_be_asked(tx, edit.ticket()))
    return decline_and_reply(tx, from, edit, Code::opd_asked, "TANYA " + c.note);
  if (!apply_or_reply(tx, from, edit, Act::ask, c.note)) return;
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
  notify_reporter(tx, edit.ticket(), Code::clarify, question_fields(tx.rules, c.note));
}

void carry_out(Transaction& tx, const Sender& from, const commands::Postpone& c, TicketEditor& edit) {
  if (edit->postponement_used || ticket::is_past(edit->resolution_due, tx.now))
    return decline_and_reply(tx, from, edit, Code::opd_postponed, fmt::format("TUNDA {} {}", c.days, c.note));
  if (!apply_or_reply(tx, from, edit, Act::postpone, c.note, {true, c.days})) return;
  edit.use_postponement();
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
}

/// Transfers it to another agency; the third time the coordinator decides to which.
void carry_out(Transaction& tx, const Sender& from, const commands::Transfer& c, TicketEditor& edit) {
  const auto who = actor(edit.ticket());
  if (!apply_or_reply(tx, from, edit, Act::transfer, fmt::format("to {}: {}", c.agency, c.note))) return;
  if (edit->transfers >= transfers_free) {
    edit.apply(Act::verify, who, "given away once too often");
    edit.return_to_coordinator(fmt::format("ALIH {} {}", c.agency, c.note));
    edit.save();
    reply(tx, from, Code::opd_refused, edit.ticket());
    return;
  }
  edit.reassign(c.agency, ReassignReason::transfer);
  edit.save();
  reply(tx, from, Code::opd_transferred, edit.ticket());
  notify_reporter(tx, edit.ticket(), Code::transfer);
}

/// TOLAK is a wish: the coordinator confirms it or sends the report on. The citizen is told then.
void carry_out(Transaction& tx, const Sender& from, const commands::Refuse& c, TicketEditor& edit) {
  const auto note = fmt::format("{} {}", name(c.reason), c.note);
  if (!apply_or_reply(tx, from, edit, Act::refuse, note)) return;
  edit.return_to_coordinator("TOLAK " + note);
  edit.save();
  reply(tx, from, Code::opd_refused, edit.ticket());
}

/// The whole report, for the agency that has it and for those above to whom it escalated.
std::optional<TicketId> detail(Transaction& tx, const Sender& from, const commands::ReadDetail& c) {
  const auto t = tx.store.ticket(ticket::id_of(c.ticket));
  if (!t) return reply(tx, from, Code::opd_badticket);
  const bool above = !from.office.above.empty() && t->level > 0;
  const bool may_read = above || is_of(from, t->agency) || is_coordinator(tx.rules, from, *t);
  if (is_kept_from(from, *t) || !may_read) return reply(tx, from, Code::opd_notyours, {{"t", c.ticket}});
  const auto mark = is_of(from, t->agency) ? proof_mark(tx, *t) : std::string{};
  const auto room = replies::field_limit("isi") - mark.size();
  return reply(tx, from, Code::opd_detail, *t,
               {{"isi", replies::shorten(replies::redact(t->text), room) + mark}});
}

/// Lists the tickets that wait with the sender's agencies: for DAFTAR, or to choose from.
std::optional<TicketId> list(Transaction& tx, const Sender& from, Code code) {
  std::vector<std::string> waiting;
  unsigned n = 0;
  for (const auto& agency : from.office.agencies) {
    n += tx.store.count_unanswered(agency);
    for (const auto& t : tx.store.unanswered(agency, listed)) waiting.push_back(ticket::number(t.id));
  }
  if (n == 0 && code == Code::opd_pending) return reply(tx, from, Code::opd_needticket);
  replies::Fields fields{{"n", std::to_string(n)},
                         {"list", waiting.empty() ? "-" : replies::list(waiting, n)}};
  if (!waiting.empty()) fields["t"] = waiting.front();
  return reply(tx, from, code, fields);
}

/// The reply for an act whose text lacks something in any state of its ticket; nullopt if it lacks nothing.
std::optional<Code> missing_part(const AgencyAct& act, const Ticket& t) {
  using Lack = std::optional<Code>;
  const auto unless = [](bool fine, Code code) { return fine ? Lack{} : Lack{code}; };
  return std::visit(
      Overloaded{[&](const commands::Resolve& c) {
                   return unless(ticket::says_what_was_done(c.note), Code::opd_neednote);
                 },
                 [&](const commands::Ask& c) { return unless(!c.note.empty(), Code::opd_help); },
                 [&](const commands::Postpone& c) {
                   return unless(c.days >= 1 && c.days <= most_days_postponed && !c.note.empty(),
                                 Code::opd_help);
                 },
                 [&](const commands::Transfer& c) {
                   return unless(c.agency != t.agency && !is_excluded(t, c.agency), Code::opd_badagency);
                 },
                 [](const auto&) { return Lack{}; }},
      act);
}

bool is_whole_or_reply(Transaction& tx, const Sender& from, const AgencyAct& act, const Ticket& t) {
  const auto lacks = missing_part(act, t);
  if (!lacks) return true;
  const auto* to = std::get_if<commands::Transfer>(&act);
  reply(tx, from, *lacks, t, to ? replies::Fields{{"kode", to->agency}} : replies::Fields{});
  return false;
}

/// Words that go to a citizen in the gateway's name: no link, no sum, no account, unless a PIN proves who
/// writes them. Numbers of phones go to nobody in any case.
bool note_is_safe_or_reply(Transaction& tx, const Sender& from, const AgencyAct& act, const Ticket& t) {
  const bool told =
      std::holds_alternative<commands::Progress>(act) || std::holds_alternative<commands::Resolve>(act) ||
      std::holds_alternative<commands::Ask>(act) || std::holds_alternative<commands::Refuse>(act);
  if (!told || !limits::could_defraud(replies::redact(commands::note_of(act))) ||
      proven_by_pin(from, t.agency, t.id))
    return true;
  reply(tx, from, Code::opd_badnote, t);
  return false;
}

std::optional<TicketId> on_ticket(Transaction& tx, const Sender& from, const AgencyAct& act) {
  auto t = find_assigned_or_reply(tx, from, act);
  if (!t) return std::nullopt;
  const bool decides = verifies(tx, from, act, *t) || coordinator_decides(tx.rules, from, act, *t);
  const auto acting = decides ? coordinator_for(tx.rules, *t).code : t->agency;
  if (!check_pin_or_reply(tx, from, act, acting) || !note_is_safe_or_reply(tx, from, act, *t)) return t->id;
  if (!decides && !is_whole_or_reply(tx, from, act, *t)) return t->id;
  TicketEditor edit(tx, std::move(*t));
  if (decides) {
    decide_and_reply(tx, from, act, edit);
    return edit->id;
  }
  // The coordinator should have routed it but works on it: it becomes theirs, and its reporter is told.
  if (edit->state == ticket::State::verifying)
    route(tx, edit, tx.rules.directory.holder(edit->agency), actor(edit.ticket()), "");
  std::visit([&](const auto& c) { carry_out(tx, from, c, edit); }, act);
  edit.save();
  return edit->id;
}

}  // namespace

std::optional<TicketId> handle_agency_command(Transaction& tx, const Sender& from, const Command& command) {
  using Done = std::optional<TicketId>;
  return std::visit(
      Overloaded{
          [&](const AgencyAct& act) { return on_ticket(tx, from, act); },
          [&](const commands::ReadDetail& c) { return detail(tx, from, c); },
          [&](const commands::ReadScorecard&) { return request_scorecard(tx, from); },
          [&](const commands::ListWaiting&) { return list(tx, from, Code::opd_list); },
          [&](const commands::NeedTicket&) { return list(tx, from, Code::opd_pending); },
          [&](const commands::BadTicket&) { return reply(tx, from, Code::opd_badticket); },
          [&](const commands::NeedReason& c) {
            return reply(tx, from, Code::opd_needreason, {{"t", c.ticket}});
          },
          [&](const commands::BadAgency& c) {
            return reply(tx, from, Code::opd_badagency, {{"t", c.ticket}, {"kode", c.agency}});
          },
          [&](const commands::AgencyHelp&) -> Done { return reply(tx, from, Code::opd_help); },
          [&](const commands::OnlyOfCitizens auto&) -> Done { return reply(tx, from, Code::opd_help); }},
      command);
}

}  // namespace lapor::engine
