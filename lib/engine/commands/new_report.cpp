#include "engine/commands/new_report.hpp"

#include <algorithm>

#include "domain/commands/similarity.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::engine {
namespace {

using commands::Alike;
using commands::Command;
using replies::Code;

constexpr auto same_within = std::chrono::hours(24);
constexpr auto candidate_within = std::chrono::hours(24 * 7);
constexpr std::size_t compared = 20;

bool has(const Command& c, commands::Flag flag) {
  return std::find(c.flags.begin(), c.flags.end(), flag) != c.flags.end();
}

ticket::RequestType type_of(commands::Verb verb) {
  if (verb == commands::Verb::tanya) return ticket::RequestType::question;
  return verb == commands::Verb::usul ? ticket::RequestType::suggestion : ticket::RequestType::report;
}

/// When the offices open; nullopt where they are open now, or always.
std::optional<Instant> offices_open(const Transaction& tx) {
  const auto& hours = tx.rules.forwarding.office_hours;
  if (hours.from == hours.to) return std::nullopt;
  const auto when = calendar::office_opens(hours, tx.now, tx.rules.calendar);
  return when > tx.now ? std::optional(when) : std::nullopt;
}

Code acknowledgement(const Transaction& tx, const Ticket& t) {
  if (t.confidential) return Code::ack_conf;
  if (t.urgent) return t.category.empty() ? Code::emergency : Code::ack_urgent;
  if (t.category.empty()) return Code::ack_nocat;
  if (t.type == ticket::RequestType::question) return Code::ack_tanya;
  if (t.type == ticket::RequestType::suggestion) return Code::ack_usul;
  return offices_open(tx) ? Code::ack_offhours : Code::ack;
}

std::optional<TicketId> acknowledge(Transaction& tx, const Sender& from, const Ticket& t) {
  const auto code = acknowledgement(tx, t);
  replies::Fields extra;
  if (const auto when = offices_open(tx); when && code == Code::ack_offhours)
    extra = {{"tgl", tx.rules.calendar.short_date(*when)}, {"jam", tx.rules.calendar.short_time(*when)}};
  return reply(tx, from, code, t, extra);
}

bool agree(const std::string& a, const std::string& b) { return a.empty() || b.empty() || a == b; }

struct Earlier {
  Ticket ticket;
  Alike how = Alike::different;
};

/// What this sender said of the same thing within a day; nullopt where nothing is comparable. After SELESAI
/// the same words are a new report.
std::optional<Earlier> find_same_earlier(Transaction& tx, const Ticket& t) {
  for (auto& other : tx.store.open_of_reporter(t.reporter, compared)) {
    const bool comparable = other.reporter == t.reporter && other.created > tx.now - same_within &&
                            other.type == t.type && other.confidential == t.confidential &&
                            other.state != ticket::State::resolved && agree(other.category, t.category) &&
                            agree(other.area, t.area);
    if (!comparable) continue;
    const auto how = commands::compare(other.text, t.text, tx.rules.vocabulary);
    if (how != Alike::different) return Earlier{std::move(other), how};
  }
  return std::nullopt;
}

std::optional<TicketId> add_to(Transaction& tx, const Sender& from, Earlier earlier,
                               const std::string& words) {
  TicketEditor edit(tx, std::move(earlier.ticket));
  if (earlier.how == Alike::more)
    append_citizen_text(tx, edit, words);
  else
    edit.record("repeated", Actor::citizen(), words);
  edit.save();
  return reply(tx, from, Code::ack_dup, edit.ticket());
}

/// A report of somebody else about the same matter and place: the coordinator may merge them.
void suggest_merge(Transaction& tx, const Ticket& t) {
  if (t.category.empty() || t.area.empty() || t.confidential) return;
  for (const auto& other : tx.store.open_at_place(t.category, t.area, tx.now - candidate_within, compared)) {
    if (other.id == t.id || other.reporter == t.reporter || other.confidential) continue;
    tx.store.set_duplicate_candidate(t.id, other.id);
    return record(tx, t.id, "looks-like", Actor::gateway(), ticket::number(other.id));
  }
}

Ticket draft(const Sender& from, const Command& c, const Origin& origin) {
  Ticket t;
  t.type = type_of(c.verb);
  t.category = c.category;
  t.area = c.area;
  t.channel = origin.channel;
  t.reporter = from.person;
  t.text = c.text;
  t.urgent = has(c, commands::Flag::urgent);
  t.confidential = has(c, commands::Flag::rahasia);
  t.anonymous = has(c, commands::Flag::anonim);
  return t;
}

}  // namespace

std::optional<TicketId> file_report(Transaction& tx, const Sender& from, const Command& c,
                                    const Origin& origin) {
  auto t = draft(from, c, origin);
  if (t.channel == ticket::Channel::sms) {
    if (tx.store.opted_out(t.reporter))
      tx.store.set_opted_out(t.reporter, false);  // who reports wants to hear of it
    if (auto earlier = find_same_earlier(tx, t)) return add_to(tx, from, std::move(*earlier), c.text);
  }
  t = TicketEditor::open(tx, std::move(t), origin.actor);
  if (!c.evidence.empty()) record(tx, t.id, "read-as", Actor::gateway(), c.evidence);
  suggest_merge(tx, t);
  return acknowledge(tx, from, t);
}

void append_citizen_text(Transaction& tx, TicketEditor& edit, const std::string& words) {
  if (edit->state == ticket::State::need_info) {
    edit.apply(ticket::Act::inform, Actor::citizen(), words);
    edit.citizen_answered();
  } else {
    edit.record("added", Actor::citizen(), words);
  }
  const auto shown = replies::redact(words);
  notify_agency(tx, edit.ticket(), Code::opd_added, {{"txt", shown}, {"isi", shown}});
}

}  // namespace lapor::engine
