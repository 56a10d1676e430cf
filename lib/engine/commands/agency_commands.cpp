#include "engine/commands/agency_commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/coordinator_commands.hpp"
#include "engine/commands/pin_check.hpp"
#include "engine/commands/scorecard_command.hpp"
#include "engine/outbox/recipients.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using commands::Command;
using commands::Verb;
using replies::Code;
using ticket::Act;

constexpr std::size_t shortest_note = 10;  ///< characters that SELESAI must say of what was done
constexpr unsigned transfers_free = 2;     ///< then the coordinator decides
constexpr std::size_t listed = 10;
constexpr int most_days_postponed = 10;

/// The sender is of an agency that a confidential report may be about.
bool is_kept_from(const Sender& from, const Ticket& t) {
  return std::any_of(t.excluded_agencies.begin(), t.excluded_agencies.end(),
                     [&](const auto& code) { return is_of(from, code); });
}

/// The ticket that a command names, if it is with the sender's agency; nullopt, and answered, where it isn't.
std::optional<Ticket> find_assigned_or_reply(Transaction& tx, const Sender& from, const Command& c) {
  auto t = tx.store.ticket(ticket::id_of(c.ticket));
  if (!t) {
    reply(tx, from, Code::opd_badticket);
    return std::nullopt;
  }
  if (!is_kept_from(from, *t) && (is_of(from, t->agency) || may_send_on(tx.rules, from, c, *t))) return t;
  reply(tx, from, Code::opd_notyours, {{"t", c.ticket}});
  return std::nullopt;
}

Actor actor(const Ticket& t) { return Actor::agency(t.agency); }

/// Moves the ticket as an answer of its agency; false, and answered, where its state doesn't allow that.
bool apply_or_reply(Transaction& tx, const Sender& from, TicketEditor& edit, Act act, const std::string& note,
                    unsigned postponed_days = 0) {
  if (!ticket::is_open(edit->state) || !edit.apply(act, actor(edit.ticket()), note)) {
    reply(tx, from, Code::opd_closed, edit.ticket());
    return false;
  }
  edit.agency_answered(postponed_days);
  return true;
}

void accept(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  const bool first = edit->state == ticket::State::forwarded;
  if (!apply_or_reply(tx, from, edit, Act::accept, c.text)) return;
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
  if (!first) return;
  const auto& calendar = tx.rules.calendar;
  replies::Fields fields{{"tgl", calendar.short_date(tx.now)}, {"jam", calendar.short_time(tx.now)}};
  if (edit->resolution_due) fields["target"] = calendar.short_date(*edit->resolution_due);
  notify_reporter(tx, edit.ticket(), Code::accepted, fields);
}

void progress(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  if (!apply_or_reply(tx, from, edit, Act::progress, c.text)) return;
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
  notify_reporter(tx, edit.ticket(), Code::progress,
                  {{"txt", c.text.empty() ? "sedang ditangani" : replies::redact(c.text)}});
}

void resolve(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  if (utf8::decode(c.text).size() < shortest_note) {
    reply(tx, from, Code::opd_neednote, edit.ticket());
    return;
  }
  if (!apply_or_reply(tx, from, edit, Act::resolve, c.text)) return;
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
  notify_reporter(tx, edit.ticket(), Code::confirm, {{"txt", replies::redact(c.text)}});
}

void ask(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  if (c.text.empty()) {
    reply(tx, from, Code::opd_help);
    return;
  }
  if (!apply_or_reply(tx, from, edit, Act::ask, c.text)) return;
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
  notify_reporter(tx, edit.ticket(), Code::clarify, question_fields(tx.rules, c.text));
}

void postpone(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  int days = 0;
  std::from_chars(c.argument.data(), c.argument.data() + c.argument.size(), days);
  if (days < 1 || days > most_days_postponed || c.text.empty()) {
    reply(tx, from, Code::opd_help);
    return;
  }
  if (edit->postponement_used) {
    reply(tx, from, Code::opd_postponed, edit.ticket());
    return;
  }
  if (!apply_or_reply(tx, from, edit, Act::postpone, c.text, static_cast<unsigned>(days))) return;
  edit.use_postponement();
  edit.save();
  reply(tx, from, Code::opd_ok, edit.ticket());
}

/// To another agency; the third time the coordinator decides where.
void transfer(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  if (c.argument == edit->agency || is_excluded(edit.ticket(), c.argument)) {
    reply(tx, from, Code::opd_badagency, edit.ticket(), {{"kode", c.argument}});
    return;
  }
  const auto who = actor(edit.ticket());
  if (!apply_or_reply(tx, from, edit, Act::transfer, fmt::format("to {}: {}", c.argument, c.text))) return;
  if (edit->transfers >= transfers_free) {
    edit.apply(Act::verify, who, "given away once too often");
    edit.return_to_coordinator(fmt::format("ALIH {} {}", c.argument, c.text));
    edit.save();
    reply(tx, from, Code::opd_refused, edit.ticket());
    return;
  }
  edit.reassign(c.argument, ReassignReason::transfer);
  edit.save();
  reply(tx, from, Code::opd_transferred, edit.ticket());
  notify_reporter(tx, edit.ticket(), Code::transfer);
}

/// TOLAK is a wish: the coordinator confirms it or sends the report on. The citizen is told then.
void refuse(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  const auto note = c.argument + " " + c.text;
  if (!apply_or_reply(tx, from, edit, Act::refuse, note)) return;
  edit.return_to_coordinator("TOLAK " + note);
  edit.save();
  reply(tx, from, Code::opd_refused, edit.ticket());
}

/// The whole report, for the agency that has it and for those above to whom it escalated.
std::optional<TicketId> detail(Transaction& tx, const Sender& from, const Command& c) {
  const auto t = tx.store.ticket(ticket::id_of(c.ticket));
  if (!t) return reply(tx, from, Code::opd_badticket);
  const bool above = !from.office.above.empty() && t->level > 0;
  if (is_kept_from(from, *t) || (!is_of(from, t->agency) && !above))
    return reply(tx, from, Code::opd_notyours, {{"t", c.ticket}});
  return reply(tx, from, Code::opd_detail, *t);
}

/// What waits with the sender's agencies: for DAFTAR, or to choose from.
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

/// What its agency does with a ticket that it has.
void handle_own(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  switch (c.verb) {
    case Verb::terima:
      return accept(tx, from, c, edit);
    case Verb::proses:
      return progress(tx, from, c, edit);
    case Verb::selesai:
      return resolve(tx, from, c, edit);
    case Verb::tanya:
      return ask(tx, from, c, edit);
    case Verb::tunda:
      return postpone(tx, from, c, edit);
    case Verb::alih:
      return transfer(tx, from, c, edit);
    default:
      return refuse(tx, from, c, edit);
  }
}

std::optional<TicketId> on_ticket(Transaction& tx, const Sender& from, const Command& c) {
  auto t = find_assigned_or_reply(tx, from, c);
  if (!t) return std::nullopt;
  const bool decides = coordinator_decides(tx.rules, from, c, *t);
  const auto acting = decides ? coordinator_for(tx.rules, *t).code : t->agency;
  if (!check_pin_or_reply(tx, from, c, acting)) return t->id;
  TicketEditor edit(tx, std::move(*t));
  if (decides) {
    decide_or_reply(tx, from, c, edit);
    return edit->id;
  }
  // Who was to verify it acts on it instead: it is theirs, and its reporter hears so.
  if (edit->state == ticket::State::verifying)
    route(tx, edit, tx.rules.directory.holder(edit->agency), actor(edit.ticket()), "");
  handle_own(tx, from, c, edit);
  edit.save();
  return edit->id;
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
      return list(tx, from, Code::opd_list);
    case Verb::bad_ticket:
      return reply(tx, from, Code::opd_badticket);
    case Verb::need_ticket:
      return list(tx, from, Code::opd_pending);
    case Verb::need_reason:
      return reply(tx, from, Code::opd_needreason, {{"t", c.ticket}});
    case Verb::bad_agency:
      return reply(tx, from, Code::opd_badagency, {{"t", c.ticket}, {"kode", c.argument}});
    case Verb::suspect:
    case Verb::ignore:
      quarantine_text(tx, from, "fraud", c.text);
      return std::nullopt;
    default:
      return reply(tx, from, Code::opd_help);
  }
}

}  // namespace lapor::engine
