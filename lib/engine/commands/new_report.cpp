// What a citizen's words become: a new ticket, or more words on one that is there.
#include <algorithm>

#include "domain/commands/similarity.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/tickets/casework.hpp"

namespace lapor::engine {
namespace {

using commands::Alike;
using commands::Command;

constexpr auto said_lately = std::chrono::hours(24);
constexpr auto alike_lately = std::chrono::hours(24 * 7);
constexpr std::size_t looked_through = 20;

bool has(const Command& c, commands::Flag flag) {
  return std::find(c.flags.begin(), c.flags.end(), flag) != c.flags.end();
}

/// When the offices open, where they are closed now.
std::optional<Instant> opens(Transaction& tx) {
  const auto& hours = tx.rules.forwarding.office_hours;
  if (hours.from == hours.to) return std::nullopt;
  const auto when = calendar::office_opens(hours, tx.now, tx.rules.calendar);
  return when > tx.now ? std::optional(when) : std::nullopt;
}

std::string_view ack_code(Transaction& tx, const Ticket& t) {
  if (t.confidential) return "ACK_CONF";
  if (t.urgent) return t.category.empty() ? "EMERGENCY" : "ACK_URGENT";
  if (t.category.empty()) return "ACK_NOCAT";
  if (t.kind != "LAPOR") return t.kind == "TANYA" ? "ACK_TANYA" : "ACK_USUL";
  return opens(tx) ? "ACK_OFFHOURS" : "ACK";
}

bool agree(const std::string& a, const std::string& b) { return a.empty() || b.empty() || a == b; }

struct Earlier {
  Ticket ticket;
  Alike how = Alike::different;
};

/// What this sender said of the same thing within a day. After SELESAI the same words are a new report.
std::optional<Earlier> said_before(Transaction& tx, const Ticket& t) {
  for (auto& other : tx.store.open_of_reporter(t.reporter, looked_through)) {
    const bool comparable = other.reporter == t.reporter && other.created > tx.now - said_lately &&
                            other.kind == t.kind && other.confidential == t.confidential &&
                            other.state != ticket::State::resolved && agree(other.category, t.category) &&
                            agree(other.area, t.area);
    if (!comparable) continue;
    const auto how = commands::compare(other.text, t.text, tx.rules.vocabulary);
    if (how != Alike::different) return Earlier{std::move(other), how};
  }
  return std::nullopt;
}

std::optional<TicketId> join_to(Transaction& tx, const Sender& from, Earlier earlier,
                                const std::string& words) {
  if (earlier.how == Alike::more)
    append_citizen_text(tx, earlier.ticket, words);
  else
    record(tx, earlier.ticket, "repeated", "citizen", words);
  return reply(tx, from, "ACK_DUP", earlier.ticket);
}

/// A report of somebody else about the same matter and place, lately: the coordinator may join them.
void suggest_merge(Transaction& tx, const Ticket& t) {
  if (t.category.empty() || t.area.empty() || t.confidential) return;
  for (const auto& other :
       tx.store.open_at_place(t.category, t.area, tx.now - alike_lately, looked_through)) {
    if (other.serial == t.serial || other.reporter == t.reporter || other.confidential) continue;
    tx.store.set_duplicate_candidate(t.serial, other.serial);
    return record(tx, t, "looks-like", "gateway", ticket::number(other.serial));
  }
}

}  // namespace

std::optional<TicketId> file_report(Transaction& tx, const Sender& from, const Command& c,
                                    const Origin& origin) {
  Ticket t;
  t.kind = std::string(commands::name(c.verb));
  t.category = c.category;
  t.area = c.area;
  t.channel = origin.channel;
  t.reporter = from.person;
  t.text = c.text;
  t.urgent = has(c, commands::Flag::urgent);
  t.confidential = has(c, commands::Flag::rahasia);
  t.anonymous = has(c, commands::Flag::anonim);
  if (t.channel == "sms") {
    if (tx.store.opted_out(t.reporter))
      tx.store.set_opted_out(t.reporter, false);  // who reports wants to hear of it
    if (auto earlier = said_before(tx, t)) return join_to(tx, from, std::move(*earlier), c.text);
  }
  t = open_ticket(tx, std::move(t), origin.actor);
  if (!c.evidence.empty()) record(tx, t, "read-as", "gateway", c.evidence);
  suggest_merge(tx, t);
  replies::Fields extra;
  const auto code = ack_code(tx, t);
  if (const auto when = opens(tx); when && code == "ACK_OFFHOURS")
    extra = {{"tgl", tx.rules.calendar.short_date(*when)}, {"jam", tx.rules.calendar.short_time(*when)}};
  return reply(tx, from, code, t, extra);
}

void append_citizen_text(Transaction& tx, Ticket& t, const std::string& words) {
  if (t.state == ticket::State::need_info) {
    const auto before = t.state_before_question;
    move(tx, t, ticket::Act::inform, "citizen", words);
    t.state = before;
    if (before == ticket::State::forwarded || before == ticket::State::verifying)
      on_forward_sent(tx, t);
    else
      on_agency_answered(tx, t);
  } else {
    record(tx, t, "added", "citizen", words);
  }
  const auto shown = replies::redact(words);
  notify_agency(tx, t, "OPD_ADDED", {{"txt", shown}, {"isi", shown}});
}

}  // namespace lapor::engine
