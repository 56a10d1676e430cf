#include "engine/commands/new_report.hpp"

#include <algorithm>

#include "domain/commands/matters.hpp"
#include "domain/commands/similarity.hpp"
#include "domain/limits/form_limits.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using commands::Alike;
using commands::Report;
using replies::Code;

constexpr auto an_hour = std::chrono::hours(1);
constexpr auto same_within = std::chrono::hours(24);
constexpr auto candidate_within = std::chrono::hours(24 * 7);
constexpr auto segments_within = std::chrono::minutes(1);   ///< of one long text
constexpr auto addition_within = std::chrono::minutes(10);  ///< then a text is a report of its own
constexpr std::size_t compared = 20;

bool has(const Report& c, commands::Flag flag) {
  return std::find(c.flags.begin(), c.flags.end(), flag) != c.flags.end();
}

ticket::RequestType type_of(commands::Verb verb) {
  if (verb == commands::Verb::ask) return ticket::RequestType::question;
  return verb == commands::Verb::suggest ? ticket::RequestType::suggestion : ticket::RequestType::report;
}

/// The time when the offices open; nullopt if they are open now, or always.
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

/// The sender's report of the same thing within a day; nullopt if there is none. After SELESAI
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

/// \return the ticket, which was changed
Ticket add_to(Transaction& tx, const Sender& from, Earlier earlier, const std::string& words) {
  TicketEditor edit(tx, std::move(earlier.ticket));
  if (earlier.how == Alike::more)
    append_citizen_text(tx, from, edit, words);
  else
    edit.record(RecordKind::repeated, Actor::citizen(), words);
  edit.save();
  return edit.ticket();
}

/// A report of somebody else about the same matter and place: the coordinator may merge them.
void suggest_merge(Transaction& tx, const Ticket& t) {
  if (t.category.empty() || t.area.empty() || t.confidential) return;
  for (const auto& other : tx.store.open_at_place(t.category, t.area, tx.now - candidate_within, compared)) {
    if (other.id == t.id || other.reporter == t.reporter || other.confidential) continue;
    tx.store.set_duplicate_candidate(t.id, other.id);
    return record(tx, t.id, RecordKind::duplicate_candidate, Actor::gateway(), ticket::number(other.id));
  }
}

Ticket draft(const Sender& from, const Report& c, const Origin& origin) {
  Ticket t;
  t.type = type_of(c.verb);
  t.category = c.category;
  t.area = c.area;
  t.channel = origin.channel;
  t.reporter = from.person;
  t.text = c.text;
  t.urgent = has(c, commands::Flag::urgent);
  t.confidential = has(c, commands::Flag::confidential);
  t.anonymous = has(c, commands::Flag::anonymous);
  return t;
}

/// Kept in quarantine, where the coordinator reads it; they and the sender are told once.
void quarantine_and_reply(Transaction& tx, const Sender& from, const Report& c,
                          const limits::SenderCounts& counts) {
  quarantine_text(tx, from, sms::QuarantineCause::flood, c.text);
  if (!limits::is_first_quarantined(counts)) return log_no_answer(tx, limits::NoAnswer::flood_was_told);
  notify_coordinator(tx, Code::opd_held, {{"n", std::to_string(counts.reports)}});
  reply(tx, from, Code::held);
}

/// The words that decided, and whose the matter is where it is none of the agencies'.
std::string read_as(const Report& c) {
  const auto words = c.learned ? "learned: " + c.evidence : c.evidence;
  return c.other_body.empty() ? words : words + " (" + c.other_body + ")";
}

/// For the coordinator: what the learned model would have chosen instead.
void record_suggestion(Transaction& tx, const Ticket& t, const Report& c) {
  if (c.suggestion.empty() || c.suggestion == t.category || t.confidential) return;
  record(tx, t.id, RecordKind::suggested, Actor::gateway(),
         Suggestion{c.suggestion, c.suggestion_evidence}.write());
}

struct Filed {
  Ticket ticket;
  bool joined = false;  ///< to an earlier report of the same sender
};

/// True if an urgent report by the form, from somebody without a number, is beyond this hour's limit. Only a
/// few such reports an hour go before others.
bool too_urgent(Transaction& tx, const Sender& from, const Ticket& t) {
  return t.urgent && t.channel == ticket::Channel::web && !from.addressee.facts.answerable &&
         tx.store.count_urgent(t.channel, tx.now - an_hour) >= limits::urgent_nameless;
}

/// nullopt if it was quarantined, because too many came from this sender; the first of them is answered.
std::optional<Filed> file_or_reply(Transaction& tx, const Sender& from, const Report& c,
                                   const Origin& origin) {
  auto t = draft(from, c, origin);
  if (t.channel == ticket::Channel::sms) {
    if (tx.store.opted_out(t.reporter))
      tx.store.set_opted_out(t.reporter, false);  // who reports wants to hear of it
    const auto counts = tx.store.sender_counts(t.reporter, tx.now - an_hour);
    const auto admission = limits::admit_report(tx.rules.limits.sender, counts, t.urgent);
    if (admission == limits::ReportAdmission::quarantine) {
      quarantine_and_reply(tx, from, c, counts);
      return std::nullopt;
    }
    if (admission == limits::ReportAdmission::without_urgency) t.urgent = false;
    if (auto earlier = find_same_earlier(tx, t))
      return Filed{add_to(tx, from, std::move(*earlier), c.text), true};
  }
  const bool calmed = too_urgent(tx, from, t);
  if (calmed) t.urgent = false;
  t = TicketEditor::open(tx, std::move(t), origin.actor);
  if (calmed)
    record(tx, t.id, RecordKind::not_urgent, Actor::gateway(), "too many urgent ones without a number");
  if (!c.evidence.empty()) record(tx, t.id, RecordKind::read_as, Actor::gateway(), read_as(c));
  record_suggestion(tx, t, c);
  suggest_merge(tx, t);
  return Filed{std::move(t), false};
}

}  // namespace

std::optional<TicketId> file_report(Transaction& tx, const Sender& from, const Report& c,
                                    const Origin& origin) {
  const auto filed = file_or_reply(tx, from, c, origin);
  if (!filed) return std::nullopt;
  const auto& t = filed->ticket;
  if (filed->joined) return reply(tx, from, Code::ack_dup, t);
  const bool anothers = t.category.empty() && !t.urgent && !t.confidential && !c.other_body.empty();
  return anothers ? reply(tx, from, Code::ack_other, t, {{"siapa", c.other_body}}) : acknowledge(tx, from, t);
}

std::optional<TicketId> file_reports(Transaction& tx, const Sender& from, std::span<const Report> matters) {
  std::vector<std::string> items;
  std::optional<TicketId> first;
  for (const auto& matter : matters) {
    const auto filed = file_or_reply(tx, from, matter, {});
    if (!filed) break;
    const auto& t = filed->ticket;
    items.push_back(ticket::number(t.id) + " " + ticket_fields(tx.rules, tx.now, t)["cat"]);
    if (!first) first = t.id;
  }
  if (!first) return std::nullopt;
  reply(tx, from, Code::ack_several,
        {{"n", std::to_string(items.size())}, {"list", replies::list(items)}, {"t", ticket::number(*first)}});
  return first;
}

std::optional<TicketId> file_mixed_report(Transaction& tx, const Sender& from, Report c) {
  const auto seen = c.category + (c.runner_up.empty() ? "" : ", " + c.runner_up);
  const bool decided = has(c, commands::Flag::urgent) || has(c, commands::Flag::confidential);
  if (!decided) c.category.clear();
  const auto filed = file_or_reply(tx, from, c, {});
  if (!filed) return std::nullopt;
  const auto& t = filed->ticket;
  record(tx, t.id, RecordKind::several_matters, Actor::gateway(), seen);
  if (filed->joined) return reply(tx, from, Code::ack_dup, t);
  return decided ? acknowledge(tx, from, t) : reply(tx, from, Code::ack_mixed, t);
}

std::optional<Ticket> find_report_of_minutes_ago(Transaction& tx, PersonId person, const std::string& words) {
  for (auto& t : tx.store.open_of_reporter(person, compared)) {
    if (t.reporter != person || t.created <= tx.now - addition_within) continue;
    if (t.channel != ticket::Channel::sms) continue;
    if (commands::compare(t.text, words, tx.rules.vocabulary) != Alike::different) return std::nullopt;
    return std::move(t);
  }
  return std::nullopt;
}

std::optional<TicketId> add_if_cut(Transaction& tx, const Sender& from, const std::string& words) {
  const auto texts =
      tx.store.recent_texts(from.person, tx.now - segments_within, 2);  // this one is the first
  if (texts.size() < 2 || !commands::continues_cut_text(texts[1], words, tx.rules.vocabulary))
    return std::nullopt;
  auto earlier = find_report_of_minutes_ago(tx, from.person, words);
  if (!earlier) return std::nullopt;
  TicketEditor edit(tx, std::move(*earlier));
  append_citizen_text(tx, from, edit, words);
  edit.save();
  log_no_answer(tx, limits::NoAnswer::rest_of_cut_text);
  return edit.ticket().id;
}

std::optional<TicketId> add_to_report_and_reply(Transaction& tx, const Sender& from, Ticket t,
                                                const std::string& words) {
  TicketEditor edit(tx, std::move(t));
  const auto told = append_citizen_text(tx, from, edit, words);
  edit.save();
  return reply(tx, from, told, edit.ticket());
}

namespace {

/// Confidential words after an ordinary report make all of it confidential. If they complain of its agency,
/// that agency loses the ticket, as far as that is still possible. Returns whether another one has it now.
bool confide(Transaction& tx, TicketEditor& edit, const std::string& words) {
  const auto to = edit.append_in_confidence(words);
  if (to == edit->agency) return false;
  return !route(tx, edit, tx.rules.directory.holder(to), Actor::gateway(), "told in confidence");
}

void tell_agency_of(Transaction& tx, const Ticket& t, const std::string& words) {
  const auto shown = replies::redact(words);
  notify_agency(tx, t, Code::opd_added, {{"txt", shown}, {"isi", shown}});
}

}  // namespace

Code append_citizen_text(Transaction& tx, const Sender& from, TicketEditor& edit, const std::string& words) {
  const bool answers = edit->state == ticket::State::need_info;
  if (answers) {
    edit.apply(ticket::Act::inform, Actor::citizen(), words);
    edit.question_ended();
  } else {
    edit.record(RecordKind::added, Actor::citizen(), words);
  }
  const bool asks = commands::asks_for_confidence(words, tx.rules.vocabulary);
  const auto told = asks ? Code::ack_conf : Code::added;
  if ((asks || edit->confidential) && confide(tx, edit, words))
    return told;  // its new agency gets them whole
  // Answers are always forwarded. Additions beyond the limit are in the record only, where the agency reads
  // them.
  const auto added =
      tx.store.count_commands(from.person, commands::name(commands::Add::verb), tx.now - an_hour);
  if (!answers && added >= tx.rules.limits.sender.additions_per_hour) return told;
  tell_agency_of(tx, edit.ticket(), words);
  return told;
}

void append_late_words(Transaction& tx, TicketEditor& edit, const std::string& words) {
  if (edit->confidential || commands::asks_for_confidence(words, tx.rules.vocabulary)) {
    if (confide(tx, edit, words)) return;
  } else {
    edit.append_text(words);
  }
  if (edit->forwarded_at) tell_agency_of(tx, edit.ticket(), words);
}

}  // namespace lapor::engine
