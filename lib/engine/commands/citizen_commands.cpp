#include "engine/commands/citizen_commands.hpp"

#include <fmt/format.h>

#include <array>

#include "domain/ticket/number.hpp"
#include "engine/commands/new_report.hpp"
#include "engine/outbox/recipients.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {
namespace {

using commands::Verb;
using replies::Code;
using ticket::Act;

constexpr std::size_t listed = 5;               ///< tickets that CEK without a number names
constexpr std::size_t questions_looked_at = 5;  ///< of each kind
constexpr unsigned reopens_allowed = 2;
constexpr int most_merges_followed = 10;
constexpr unsigned erasure_codes_a_day = 5;
constexpr unsigned erasure_tries_a_day = 10;  ///< with a code, right or wrong: it has four digits
constexpr auto erasure_code_life = std::chrono::hours(24);

/// The ticket that goes on, where one was merged into another.
std::optional<Ticket> follow_merges(Transaction& tx, std::optional<Ticket> t) {
  for (int hops = 0; t && t->merged_into && hops < most_merges_followed; ++hops)
    t = tx.store.ticket(*t->merged_into);
  return t;
}

/// The sender's ticket with this number; nullopt, and answered, if there is none or it isn't theirs.
std::optional<Ticket> find_own_or_reply(Transaction& tx, const Sender& from, const std::string& number) {
  auto t = follow_merges(tx, tx.store.ticket(ticket::id_of(number)));
  if (!t) {
    reply(tx, from, Code::badticket);
    return std::nullopt;
  }
  if (is_reporter(tx.store, *t, from.person)) return t;
  if (t->confidential) return reply(tx, from, Code::badticket), std::nullopt;
  reply(tx, from, Code::not_yours, {{"t", number}});
  return std::nullopt;
}

/// True if the time to confirm, counted from its closing, isn't over yet.
bool closed_lately(const Transaction& tx, const Ticket& t) {
  return tx.rules.calendar.add(t.closed_at.value_or(tx.now), tx.rules.deadlines.confirm) >= tx.now;
}

/// The ticket that an answer is about: the one named, else the sender's only one with that question. nullopt,
/// and answered, where there is no such one.
std::optional<Ticket> find_asked_or_reply(Transaction& tx, const Sender& from, const std::string& number,
                                          commands::Pending question) {
  if (!number.empty()) return find_own_or_reply(tx, from, number);
  const auto asked = find_asked(tx, from.person);
  const auto& open = question == commands::Pending::confirm ? asked.to_confirm : asked.to_clarify;
  if (open.size() == 1) return open.front();
  if (open.empty())
    reply(tx, from, Code::noquestion);
  else
    reply(tx, from, Code::which, {{"t", ticket::number(open[0].id)}, {"t2", ticket::number(open[1].id)}});
  return std::nullopt;
}

std::optional<TicketId> check_named(Transaction& tx, const Sender& from, const std::string& number) {
  const auto named = tx.store.ticket(ticket::id_of(number));
  if (!named) return reply(tx, from, Code::badticket);
  const auto t = follow_merges(tx, named);
  if (t && is_reporter(tx.store, *t, from.person))
    return reply(tx, from, t->id == named->id ? Code::status : Code::ack_dup, *t);
  // A confidential ticket doesn't exist for anybody else, and neither does its progress.
  if (named->confidential || (t && t->confidential)) return reply(tx, from, Code::badticket);
  return reply(tx, from, Code::stranger, *named);
}

/// Replies with the sender's open tickets.
std::optional<TicketId> check_open(Transaction& tx, const Sender& from) {
  const auto open = tx.store.open_of_reporter(from.person, listed);
  if (open.empty()) return reply(tx, from, Code::notickets);
  if (open.size() == 1) return reply(tx, from, Code::status, open.front());
  std::vector<std::string> items;
  for (const auto& t : open)
    items.push_back(fmt::format("{} {}", ticket::number(t.id), ticket::indonesian(t.state)));
  return reply(tx, from, Code::list, {{"list", replies::list(items)}, {"n", std::to_string(open.size())}});
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Check& c) {
  return c.ticket.empty() ? check_open(tx, from) : check_named(tx, from, c.ticket);
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Add& c) {
  auto t = find_asked_or_reply(tx, from, c.ticket, commands::Pending::clarify);
  if (!t) return std::nullopt;
  if (!ticket::is_open(t->state)) return reply(tx, from, Code::closed, *t);
  TicketEditor edit(tx, std::move(*t));
  const auto told = append_citizen_text(tx, from, edit, c.text);
  edit.save();
  return reply(tx, from, told, edit.ticket());
}

/// Only the reporter closes it. A follower may say YA, too: that counts when the reporter keeps
/// silent.
std::optional<TicketId> confirm_as_follower(Transaction& tx, const Sender& from, TicketEditor& edit) {
  if (edit->state == ticket::State::resolved) {
    edit.mark_follower_confirmed();
    edit.record(RecordKind::follower_confirmed, Actor::citizen(), "");
    edit.save();
  }
  return reply(tx, from, Code::status, edit.ticket());
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Confirm& c) {
  auto t = find_asked_or_reply(tx, from, c.ticket, commands::Pending::confirm);
  if (!t) return std::nullopt;
  TicketEditor edit(tx, std::move(*t));
  if (edit->reporter != from.person) return confirm_as_follower(tx, from, edit);
  if (!edit.apply(Act::confirm, Actor::citizen(), c.text))
    return reply(tx, from, Code::status, edit.ticket());
  edit.save();
  return reply(tx, from, Code::rate, edit.ticket());
}

bool closed_for_good(const Transaction& tx, const Ticket& t) {
  return t.closed_at && tx.rules.calendar.add(*t.closed_at, tx.rules.deadlines.reopen) < tx.now;
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Reopen& c) {
  // Right after it was closed, "buka lagi" needs no number.
  auto t = c.ticket.empty() ? find_asked(tx, from.person).to_rate : find_own_or_reply(tx, from, c.ticket);
  if (!t) return c.ticket.empty() ? check_open(tx, from) : std::nullopt;
  if (closed_for_good(tx, *t) || t->reopens >= reopens_allowed) return reply(tx, from, Code::toolate, *t);
  TicketEditor edit(tx, std::move(*t));
  if (!edit.apply(Act::reopen, Actor::citizen(), c.text)) return reply(tx, from, Code::status, edit.ticket());
  edit.reopen_at_agency();
  edit.save();
  return reply(tx, from, Code::reopened, edit.ticket());
}

/// BELUM of the reporter or of a follower, also if another has said YA.
std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Contest& c) {
  auto t = find_asked_or_reply(tx, from, c.ticket, commands::Pending::confirm);
  if (!t) return std::nullopt;
  if (closed_for_good(tx, *t)) return reply(tx, from, Code::toolate, *t);
  TicketEditor edit(tx, std::move(*t));
  if (!edit.apply(Act::contest, Actor::citizen(), c.text))
    return reply(tx, from, Code::status, edit.ticket());
  if (edit->reopens < reopens_allowed) {
    edit.reopen_at_agency();
  } else {  // the agency has had its chances
    edit.count_reopen();
    edit.apply(Act::verify, Actor::gateway(), "contested once too often");
    edit.return_to_coordinator("BELUM " + c.text);
  }
  edit.save();
  return reply(tx, from, Code::reopened, edit.ticket());
}

/// A cancelled report stays so: without its number the sender is asked which is meant.
std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Cancel& c) {
  if (c.ticket.empty()) {
    const auto open = tx.store.open_of_reporter(from.person, 2);
    return open.size() == 1 ? reply(tx, from, Code::cancel_ask, open.front()) : check_open(tx, from);
  }
  auto t = find_own_or_reply(tx, from, c.ticket);
  if (!t) return std::nullopt;
  if (!tx.store.followers(t->id).empty())
    return reply(tx, from, Code::status, *t);  // others reported it, too
  const bool known_to_agency = t->forwarded_at.has_value();
  TicketEditor edit(tx, std::move(*t));
  if (!edit.apply(Act::cancel, Actor::citizen(), c.text)) return reply(tx, from, Code::status, edit.ticket());
  edit.save();
  if (known_to_agency) notify_agency(tx, edit.ticket(), Code::opd_cancelled);
  return reply(tx, from, Code::cancelled, edit.ticket());
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Rate& c) {
  auto t = c.ticket.empty() ? find_asked(tx, from.person).to_rate : find_own_or_reply(tx, from, c.ticket);
  if (!t) return c.ticket.empty() ? reply(tx, from, Code::noquestion) : std::nullopt;
  const bool closed = t->state == ticket::State::closed || t->state == ticket::State::auto_closed;
  if (!closed || t->reporter != from.person) return reply(tx, from, Code::status, *t);
  TicketEditor edit(tx, std::move(*t));
  edit.rate(c.mark);
  edit.record(RecordKind::rated, Actor::citizen(), fmt::format("{} {}", c.mark, c.text));
  edit.save();
  return reply(tx, from, Code::closed, edit.ticket());
}

/// An answer that can't be read: the question once more, in words that say what waits.
std::optional<TicketId> ask_again(Transaction& tx, const Sender& from, commands::Pending question) {
  if (question == commands::Pending::rate) {
    const auto t = find_asked(tx, from.person).to_rate;
    return t ? reply(tx, from, Code::rate_again, *t) : reply(tx, from, Code::noquestion);
  }
  const auto t = find_asked_or_reply(tx, from, {}, commands::Pending::confirm);
  return t ? reply(tx, from, Code::confirm_again, *t) : std::nullopt;
}

/// Thanks need no answer; a greeting, "who is this?" and a wrong number are told what this number is for.
std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Unclear& c) {
  if (c.ask_again) return ask_again(tx, from, *c.ask_again);
  switch (c.talk) {
    case commands::Talk::thanks:
      return leave_unanswered(tx, limits::NoAnswer::thanks);
    case commands::Talk::greeting:
    case commands::Talk::who:
    case commands::Talk::wrong_number:
      return reply(tx, from, Code::about);
    case commands::Talk::none:
      break;
  }
  return reply(tx, from, Code::noquestion);
}

/// A command without its text, each told apart.
std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::NeedText& c) {
  const bool about_ticket = !c.ticket.empty() && ticket::id_of(c.ticket).value != 0;
  if (!about_ticket) return reply(tx, from, Code::needtext);
  if (c.command == Verb::add) return reply(tx, from, Code::needtext_add, {{"t", c.ticket}});
  if (c.command == Verb::rate) return reply(tx, from, Code::rate_again, {{"t", c.ticket}});
  return reply(tx, from, Code::needtext);
}

std::string category_codes(const Rules& rules) {
  std::string list;
  for (const auto& category : rules.vocabulary.categories) list += (list.empty() ? "" : " ") + category.code;
  return list;
}

/// Unasked news ends until the next report.
std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::OptOut&) {
  tx.store.set_opted_out(from.person, true);
  return reply(tx, from, Code::stopped);
}

/// HAPUS DATA can't be undone, and a sender can be forged: the code goes to the phone, and only its
/// holder can send it back.
std::optional<TicketId> ask_for_erasure_code(Transaction& tx, const Sender& from) {
  const auto asked = tx.store.count_commands(from.person, commands::name(commands::EraseData::verb),
                                             tx.now - std::chrono::hours(24));
  if (asked >= erasure_codes_a_day) return leave_unanswered(tx, limits::NoAnswer::erasure_limit);
  return reply(tx, from, Code::erase_ask, {{"kode", tx.store.new_phone_code(from.person, tx.now)}});
}

/// HAPUS DATA: told once. It is done when nothing of theirs is open or can be opened again, and the answer
/// has gone.
std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::EraseData& c) {
  if (tx.store.erasure_requested(from.person))
    return leave_unanswered(tx, limits::NoAnswer::erasure_was_told);
  const auto tries = tx.store.count_commands(from.person, commands::name(commands::EraseData::verb),
                                             tx.now - std::chrono::hours(24));
  if (tries >= erasure_tries_a_day) return leave_unanswered(tx, limits::NoAnswer::erasure_limit);
  const auto asked = tx.store.phone_code(from.person);
  if (!asked || asked->code != c.code || tx.now > asked->at + erasure_code_life)
    return ask_for_erasure_code(tx, from);
  tx.store.set_erasure_requested(from.person, tx.now);
  tx.log(log::Level::notice, "erasure-asked", "a sender asked to be forgotten");
  return reply(tx, from, Code::erased);
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::ListCategories&) {
  return reply(tx, from, Code::codes, {{"list", category_codes(tx.rules)}});
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::BadTicket&) {
  return reply(tx, from, Code::badticket);
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Report& c) {
  return file_report(tx, from, c);
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Help&) {
  return reply(tx, from, Code::help);
}

/// No citizen's text is read as one of these.
std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::OnlyOfOfficers auto&) {
  return reply(tx, from, Code::help);
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Ignore& c) {
  const bool person = from.addressee.facts.answerable;
  quarantine_text(tx, from, person ? sms::QuarantineCause::advertisement : sms::QuarantineCause::machine,
                  c.text);
  return std::nullopt;
}

std::optional<TicketId> handle(Transaction& tx, const Sender& from, const commands::Suspect& c) {
  quarantine_text(tx, from, sms::QuarantineCause::fraud, c.text);
  return std::nullopt;
}

}  // namespace

AskedTickets find_asked(Transaction& tx, PersonId person) {
  constexpr std::array states{ticket::State::resolved, ticket::State::need_info, ticket::State::closed};
  AskedTickets asked;
  for (auto& t : tx.store.in_states_of_reporter(person, states, questions_looked_at)) {
    if (t.state == ticket::State::resolved)
      asked.to_confirm.push_back(std::move(t));
    else if (t.state == ticket::State::need_info)
      asked.to_clarify.push_back(std::move(t));
    else if (!closed_lately(tx, t))
      continue;
    else if (t.reporter != person)
      asked.to_confirm.push_back(std::move(t));
    else if (!t.rating && (!asked.to_rate || t.closed_at > asked.to_rate->closed_at))
      asked.to_rate = std::move(t);
  }
  return asked;
}

std::optional<TicketId> handle_citizen_command(Transaction& tx, const Sender& from,
                                               const commands::Command& command) {
  return std::visit([&](const auto& c) { return handle(tx, from, c); }, command);
}

}  // namespace lapor::engine
