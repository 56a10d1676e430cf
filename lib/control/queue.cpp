#include "control/queue.hpp"

#include <fmt/format.h>

#include "base/time.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

/// The model's suggestion; null where nothing was suggested.
void set_suggestion(Json& row, const engine::Ticket& ticket, engine::Views& views,
                    const routing::Directory& directory) {
  engine::Suggestion suggestion;
  for (const auto& event : views.events(ticket.id))
    if (event.is(engine::RecordKind::suggested)) suggestion = engine::Suggestion::read(event.detail);
  const auto* owner = directory.owner(suggestion.category, ticket.area, ticket.excluded_agencies);
  row.set("suggestion", text_or_null(suggestion.category));
  row.set("suggested_agency", text_or_null(owner ? owner->code : ""));
  row.set("suggestion_evidence", text_or_null(suggestion.evidence));
}

/// A ticket in the queue, what it waits for, and why.
Json queue_row(const engine::Ticket& ticket, std::string_view waits_for, const std::string& cause,
               Numbers numbers, engine::Views& views, const routing::Directory& directory) {
  auto row = render(ticket, numbers);
  set_suggestion(row, ticket, views, directory);
  row.set("waits_for", waits_for);
  row.set("cause", text_or_null(replies::redact(cause)));
  return row;
}

using Causes = std::map<TicketId, std::string>;

Causes duplicate_candidates(engine::Views& views, std::size_t limit) {
  Causes out;
  for (const auto& pair : views.duplicate_candidates(limit))
    out[pair.ticket] = "like " + ticket::number(pair.earlier);
  return out;
}

/// The gateway's reading of a ticket without a category: several matters, or another body's.
std::string seen_in(const engine::Ticket& ticket, engine::Views& views) {
  if (!ticket.category.empty()) return {};
  std::string seen;
  for (const auto& event : views.events(ticket.id)) {
    if (event.is(engine::RecordKind::several_matters)) return "several matters: " + event.detail;
    if (event.is(engine::RecordKind::read_as)) seen = event.detail;
  }
  return seen;
}

/// The reason why the ticket was returned; else the ticket that it resembles; else what its words told; else
/// empty.
std::string cause_of(const engine::Ticket& ticket, const Causes& duplicates, engine::Views& views) {
  if (!ticket.return_reason.empty()) return ticket.return_reason;
  const auto like = duplicates.find(ticket.id);
  return like != duplicates.end() ? like->second : seen_in(ticket, views);
}

}  // namespace

QueueRows queue_rows(engine::Views& views, const engine::Rules& rules, std::size_t limit, Eyes eyes) {
  const auto duplicates = duplicate_candidates(views, limit);
  engine::TicketQuery query;
  query.oldest_first = true;
  query.limit = limit;
  query.confidential = eyes.confidential;
  QueueRows rows;
  query.state = ticket::State::verifying;
  for (const auto& t : views.tickets(query))
    rows[t.id] = queue_row(t, t.return_reason.empty() ? "verification" : "refusal",
                           cause_of(t, duplicates, views), eyes.numbers, views, rules.directory);
  for (const auto& t : views.unasked(limit))
    if (eyes.confidential || !t.confidential)
      rows[t.id] = queue_row(t, "confirming", "", eyes.numbers, views, rules.directory);
  query.state = ticket::State::forwarded;
  query.agency = rules.directory.coordinator().code;
  for (const auto& t : views.tickets(query))
    rows.try_emplace(
        t.id, queue_row(t, "routing", cause_of(t, duplicates, views), eyes.numbers, views, rules.directory));
  for (const auto& [id, cause] : duplicates)
    if (const auto t = views.find(id); t && (eyes.confidential || !t->confidential) && !rows.contains(id))
      rows[id] = queue_row(*t, "merging", cause, eyes.numbers, views, rules.directory);
  return rows;
}

std::vector<Json> unread_rows(engine::Views& views, Instant now, std::size_t limit) {
  constexpr auto shown_for = std::chrono::hours(24 * 7);
  std::vector<Json> out;
  for (const auto& row : views.unread(now - shown_for, limit))
    out.push_back(Json::object({{"ticket", Json()},
                                {"state", Json()},
                                {"category", Json()},
                                {"agency", Json()},
                                {"text", ""},
                                {"created_at", iso8601(row.received)},
                                {"quarantine", row.id},
                                {"waits_for", "reading"},
                                {"cause", fmt::format("quarantine {}: {}", row.id, row.cause)}}));
  return out;
}

}  // namespace lapor::control
