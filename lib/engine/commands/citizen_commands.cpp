#include "engine/commands/citizen_commands.hpp"

#include <fmt/format.h>

#include "domain/ticket/number.hpp"
#include "engine/commands/new_report.hpp"
#include "engine/outbox/recipients.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {
namespace {

using commands::Command;
using commands::Verb;
using replies::Code;
using ticket::Act;

constexpr std::size_t listed = 5;  ///< tickets that CEK without a number names
constexpr std::size_t closed_looked_at = 5;
constexpr unsigned reopens_allowed = 2;
constexpr int most_merges_followed = 10;

/// The ticket that goes on, where one was merged into another.
std::optional<Ticket> follow_merges(Transaction& tx, std::optional<Ticket> t) {
  for (int hops = 0; t && t->merged_into && hops < most_merges_followed; ++hops)
    t = tx.store.ticket(*t->merged_into);
  return t;
}

/// The sender's ticket with this number; nullopt, and answered, where there is none or it isn't theirs.
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

/// The ticket that an answer is about: the one named, else the sender's only one in that state. nullopt, and
/// answered, where there is no such one.
std::optional<Ticket> find_asked_or_reply(Transaction& tx, const Sender& from, const Command& c,
                                          ticket::State state) {
  if (!c.ticket.empty()) return find_own_or_reply(tx, from, c.ticket);
  const auto open = tx.store.in_state_of_reporter(from.person, state, 2);
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
  // What was told in confidence isn't there for anybody else, not even its progress.
  if (named->confidential || (t && t->confidential)) return reply(tx, from, Code::badticket);
  return reply(tx, from, Code::stranger, *named);
}

std::optional<TicketId> check(Transaction& tx, const Sender& from, const Command& c) {
  if (!c.ticket.empty()) return check_named(tx, from, c.ticket);
  const auto open = tx.store.open_of_reporter(from.person, listed);
  if (open.empty()) return reply(tx, from, Code::notickets);
  if (open.size() == 1) return reply(tx, from, Code::status, open.front());
  std::vector<std::string> items;
  for (const auto& t : open)
    items.push_back(fmt::format("{} {}", ticket::number(t.id), ticket::indonesian(t.state)));
  return reply(tx, from, Code::list, {{"list", replies::list(items)}, {"n", std::to_string(open.size())}});
}

std::optional<TicketId> add(Transaction& tx, const Sender& from, const Command& c) {
  auto t = find_asked_or_reply(tx, from, c, ticket::State::need_info);
  if (!t) return std::nullopt;
  if (!ticket::is_open(t->state)) return reply(tx, from, Code::closed, *t);
  TicketEditor edit(tx, std::move(*t));
  append_citizen_text(tx, edit, c.text);
  edit.save();
  return reply(tx, from, Code::added, edit.ticket());
}

std::optional<TicketId> confirm(Transaction& tx, const Sender& from, const Command& c) {
  auto t = find_asked_or_reply(tx, from, c, ticket::State::resolved);
  if (!t) return std::nullopt;
  TicketEditor edit(tx, std::move(*t));
  if (!edit.apply(Act::confirm, Actor::citizen(), c.text))
    return reply(tx, from, Code::status, edit.ticket());
  edit.save();
  return reply(tx, from, Code::rate, edit.ticket());
}

std::optional<TicketId> contest(Transaction& tx, const Sender& from, const Command& c) {
  auto t = find_asked_or_reply(tx, from, c, ticket::State::resolved);
  if (!t) return std::nullopt;
  TicketEditor edit(tx, std::move(*t));
  if (!edit.apply(Act::contest, Actor::citizen(), c.text))
    return reply(tx, from, Code::status, edit.ticket());
  if (edit->reopens < reopens_allowed) {
    edit.return_to_agency();
  } else {  // the agency has had its chances
    edit.count_reopen();
    edit.apply(Act::verify, Actor::gateway(), "contested once too often");
    edit.return_to_coordinator("BELUM " + c.text);
  }
  edit.save();
  return reply(tx, from, Code::reopened, edit.ticket());
}

std::optional<TicketId> reopen(Transaction& tx, const Sender& from, const Command& c) {
  if (c.ticket.empty()) return check(tx, from, c);
  auto t = find_own_or_reply(tx, from, c.ticket);
  if (!t) return std::nullopt;
  const auto& rules = tx.rules;
  const bool late = t->closed_at && rules.calendar.add(*t->closed_at, rules.deadlines.reopen) < tx.now;
  if (late || t->reopens >= reopens_allowed) return reply(tx, from, Code::toolate, *t);
  TicketEditor edit(tx, std::move(*t));
  if (!edit.apply(Act::reopen, Actor::citizen(), c.text)) return reply(tx, from, Code::status, edit.ticket());
  edit.return_to_agency();
  edit.save();
  return reply(tx, from, Code::reopened, edit.ticket());
}

std::optional<TicketId> cancel(Transaction& tx, const Sender& from, const Command& c) {
  if (c.ticket.empty()) return check(tx, from, c);
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

std::optional<TicketId> rate(Transaction& tx, const Sender& from, const Command& c) {
  auto t = c.ticket.empty() ? find_to_rate(tx, from.person) : find_own_or_reply(tx, from, c.ticket);
  if (!t) return c.ticket.empty() ? reply(tx, from, Code::noquestion) : std::nullopt;
  if (t->state != ticket::State::closed && t->state != ticket::State::auto_closed)
    return reply(tx, from, Code::status, *t);
  TicketEditor edit(tx, std::move(*t));
  edit.rate(static_cast<unsigned>(c.argument.empty() ? 0 : c.argument.front() - '0'));
  edit.record("rated", Actor::citizen(), c.argument + " " + c.text);
  edit.save();
  return reply(tx, from, Code::closed, edit.ticket());
}

std::string category_codes(const Rules& rules) {
  std::string list;
  for (const auto& category : rules.vocabulary.categories) list += (list.empty() ? "" : " ") + category.code;
  return list;
}

/// Unasked news ends until the next report.
std::optional<TicketId> stop(Transaction& tx, const Sender& from) {
  tx.store.set_opted_out(from.person, true);
  return reply(tx, from, Code::stopped);
}

/// HAPUS DATA: confirmed once. It is done when no open ticket needs the number and the confirmation has gone.
std::optional<TicketId> request_erasure(Transaction& tx, const Sender& from) {
  if (tx.store.erasure_requested(from.person)) return std::nullopt;  // confirmed already
  tx.store.set_erasure_requested(from.person, tx.now);
  tx.log(log::Level::notice, "erasure-asked", "a sender asked to be forgotten");
  return reply(tx, from, Code::erased);
}

}  // namespace

std::optional<Ticket> find_to_rate(Transaction& tx, PersonId person) {
  std::optional<Ticket> last;
  for (auto& t : tx.store.in_state_of_reporter(person, ticket::State::closed, closed_looked_at)) {
    const auto open_until = tx.rules.calendar.add(t.closed_at.value_or(tx.now), tx.rules.deadlines.confirm);
    if (t.rating || open_until < tx.now) continue;
    if (!last || t.closed_at > last->closed_at) last = std::move(t);
  }
  return last;
}

std::optional<TicketId> handle_citizen_command(Transaction& tx, const Sender& from, const Command& c) {
  switch (c.verb) {
    case Verb::lapor:
    case Verb::tanya:
    case Verb::usul:
      return file_report(tx, from, c);
    case Verb::cek:
      return check(tx, from, c);
    case Verb::tambah:
      return add(tx, from, c);
    case Verb::ya:
      return confirm(tx, from, c);
    case Verb::tidak:
      return contest(tx, from, c);
    case Verb::buka:
      return reopen(tx, from, c);
    case Verb::batal:
      return cancel(tx, from, c);
    case Verb::nilai:
      return rate(tx, from, c);
    case Verb::stop:
      return stop(tx, from);
    case Verb::hapus:
      return request_erasure(tx, from);
    case Verb::kode:
      return reply(tx, from, Code::codes, {{"list", category_codes(tx.rules)}});
    case Verb::need_text:
      return reply(tx, from, Code::needtext);
    case Verb::bad_ticket:
      return reply(tx, from, Code::badticket);
    case Verb::unclear:
      return reply(tx, from, Code::noquestion);
    case Verb::ignore:
      quarantine_text(tx, from, "machine", c.text);
      return std::nullopt;
    case Verb::suspect:
      quarantine_text(tx, from, "fraud", c.text);
      return std::nullopt;
    default:
      return reply(tx, from, Code::help);
  }
}

}  // namespace lapor::engine
