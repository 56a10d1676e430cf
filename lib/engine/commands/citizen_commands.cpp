#include <fmt/format.h>

#include <algorithm>

#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/housekeeping/erasure.hpp"
#include "engine/tickets/assignments.hpp"
#include "engine/tickets/casework.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using commands::Command;
using commands::Verb;

constexpr std::size_t listed = 5;  ///< tickets that CEK without a number names
constexpr unsigned reopens_allowed = 2;

/// Where a ticket was joined to another, the one that lives on.
std::optional<Ticket> follow_merges(Transaction& tx, std::optional<Ticket> t) {
  for (int hops = 0; t && t->merged_into && hops < 10; ++hops) t = tx.store.ticket(*t->merged_into);
  return t;
}

/// The sender's ticket that a command names; answers and gives nothing where it isn't theirs.
std::optional<Ticket> own(Transaction& tx, const Sender& from, const std::string& number) {
  auto t = follow_merges(tx, tx.store.ticket(ticket::serial(number)));
  if (!t) {
    reply(tx, from, "BADTICKET");
    return std::nullopt;
  }
  if (is_reporter(tx, *t, from.person)) return t;
  reply(tx, from, "NOT_YOURS", {{"t", number}});
  return std::nullopt;
}

std::optional<TicketId> check(Transaction& tx, const Sender& from, const Command& c) {
  if (!c.ticket.empty()) {
    const auto named = tx.store.ticket(ticket::serial(c.ticket));
    if (!named) return reply(tx, from, "BADTICKET");
    const auto t = follow_merges(tx, named);
    if (t && is_reporter(tx, *t, from.person))
      return reply(tx, from, t->serial == named->serial ? "STATUS" : "ACK_DUP", *t);
    return reply(tx, from, "STRANGER", *named);
  }
  const auto open = tx.store.open_of_reporter(from.person, listed);
  if (open.empty()) return reply(tx, from, "NOTICKETS");
  if (open.size() == 1) return reply(tx, from, "STATUS", open.front());
  std::vector<std::string> items;
  for (const auto& t : open)
    items.push_back(fmt::format("{} {}", ticket::number(t.serial), ticket::indonesian(t.state)));
  return reply(tx, from, "LIST", {{"list", replies::list(items)}, {"n", std::to_string(open.size())}});
}

/// The ticket that a bare answer is about: the one named, else the only one in that state.
std::optional<Ticket> asked(Transaction& tx, const Sender& from, const Command& c, ticket::State state) {
  if (!c.ticket.empty()) return own(tx, from, c.ticket);
  const auto open = tx.store.in_state_of_reporter(from.person, state, 2);
  if (open.size() == 1) return open.front();
  if (open.empty())
    reply(tx, from, "NOQUESTION");
  else
    reply(tx, from, "WHICH", {{"t", ticket::number(open[0].serial)}, {"t2", ticket::number(open[1].serial)}});
  return std::nullopt;
}

std::optional<TicketId> add(Transaction& tx, const Sender& from, const Command& c) {
  auto t = asked(tx, from, c, ticket::State::need_info);
  if (!t) return std::nullopt;
  if (!ticket::is_open(t->state)) return reply(tx, from, "CLOSED", *t);
  append_citizen_text(tx, *t, c.text);
  return reply(tx, from, "ADDED", *t);
}

std::optional<TicketId> confirm(Transaction& tx, const Sender& from, const Command& c) {
  auto t = asked(tx, from, c, ticket::State::resolved);
  if (!t) return std::nullopt;
  if (!move(tx, *t, ticket::Act::confirm, "citizen", c.text)) return reply(tx, from, "STATUS", *t);
  return reply(tx, from, "RATE", *t);
}

std::optional<TicketId> contest(Transaction& tx, const Sender& from, const Command& c) {
  auto t = asked(tx, from, c, ticket::State::resolved);
  if (!t) return std::nullopt;
  if (!move(tx, *t, ticket::Act::contest, "citizen", c.text)) return reply(tx, from, "STATUS", *t);
  if (t->reopens < reopens_allowed) {
    return_to_agency(tx, *t);
  } else {  // the agency has had its chances
    ++t->reopens;
    move(tx, *t, ticket::Act::verify, "gateway", "contested once too often");
    return_to_coordinator(tx, *t, "BELUM " + c.text);
  }
  return reply(tx, from, "REOPENED", *t);
}

std::optional<TicketId> reopen(Transaction& tx, const Sender& from, const Command& c) {
  if (c.ticket.empty()) return check(tx, from, c);
  auto t = own(tx, from, c.ticket);
  if (!t) return std::nullopt;
  const auto& rules = tx.rules;
  const bool late = t->closed_at && rules.calendar.add(*t->closed_at, rules.deadlines.reopen) < tx.now;
  if (late || t->reopens >= reopens_allowed) return reply(tx, from, "TOOLATE", *t);
  if (!move(tx, *t, ticket::Act::reopen, "citizen", c.text)) return reply(tx, from, "STATUS", *t);
  return_to_agency(tx, *t);
  return reply(tx, from, "REOPENED", *t);
}

std::optional<TicketId> cancel(Transaction& tx, const Sender& from, const Command& c) {
  if (c.ticket.empty()) return check(tx, from, c);
  auto t = own(tx, from, c.ticket);
  if (!t) return std::nullopt;
  if (!tx.store.followers(t->serial).empty()) return reply(tx, from, "STATUS", *t);  // others reported it too
  const bool known_to_agency = t->forwarded_at.has_value();
  if (!move(tx, *t, ticket::Act::cancel, "citizen", c.text)) return reply(tx, from, "STATUS", *t);
  if (known_to_agency) notify_agency(tx, *t, "OPD_CANCELLED", {});
  return reply(tx, from, "CANCELLED", *t);
}

std::optional<TicketId> rate(Transaction& tx, const Sender& from, const Command& c) {
  auto t = c.ticket.empty() ? to_rate(tx, from.person) : own(tx, from, c.ticket);
  if (!t) return c.ticket.empty() ? reply(tx, from, "NOQUESTION") : std::nullopt;
  if (t->state != ticket::State::closed && t->state != ticket::State::auto_closed)
    return reply(tx, from, "STATUS", *t);
  t->rating = static_cast<unsigned>(c.argument.empty() ? 0 : c.argument.front() - '0');
  tx.store.update(*t);
  assignment_rated(tx, *t);
  record(tx, *t, "rated", "citizen", c.argument + " " + c.text);
  return reply(tx, from, "CLOSED", *t);
}

std::string codes(const Rules& rules) {
  std::string list;
  for (const auto& category : rules.vocabulary.categories) list += (list.empty() ? "" : " ") + category.code;
  return list;
}

/// Unasked news ends until the next report.
std::optional<TicketId> stop(Transaction& tx, const Sender& from) {
  tx.store.set_opted_out(from.person, true);
  return reply(tx, from, "STOPPED");
}

}  // namespace

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
      return request_erasure(tx, from), std::nullopt;
    case Verb::kode:
      return reply(tx, from, "CODES", {{"list", codes(tx.rules)}});
    case Verb::need_text:
      return reply(tx, from, "NEEDTEXT");
    case Verb::bad_ticket:
      return reply(tx, from, "BADTICKET");
    case Verb::unclear:
      return reply(tx, from, "NOQUESTION");
    case Verb::ignore:
      quarantine_text(tx, from, "machine", c.text);
      return std::nullopt;
    case Verb::suspect:
      quarantine_text(tx, from, "fraud", c.text);
      return std::nullopt;
    default:
      return reply(tx, from, "HELP");
  }
}

}  // namespace lapor::engine
