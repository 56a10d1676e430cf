#include "control/export.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "control/commands/read_request.hpp"
#include "control/render.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

/// Tickets of one page. Reading them keeps the gateway's thread for some milliseconds, on a small board for
/// some tens.
constexpr std::size_t page_size = 50;

// A request without days means all of them.
constexpr std::chrono::sys_days first_day{std::chrono::year{1970} / 1 / 1};
constexpr std::chrono::sys_days last_day{std::chrono::year{9999} / 12 / 30};

/// Somebody's words, without what others must not read.
std::string words(const std::string& text) { return utf8::visible(replies::redact(text)); }

/// Facts from a ticket's record that its row doesn't have.
struct Past {
  Instant updated{};
  std::optional<Instant> resolved;
  std::string last_words;  ///< of an agency
};

Past past_of(const engine::Ticket& t, engine::Views& views) {
  Past past;
  past.updated = t.created;
  const bool done = t.state == ticket::State::resolved || t.state == ticket::State::closed ||
                    t.state == ticket::State::auto_closed;
  for (const auto& e : views.events(t.id)) {
    past.updated = std::max(past.updated, e.at);
    if (done && e.is(ticket::Act::resolve)) past.resolved = e.at;
    if (e.actor.is_agency() && !e.detail.empty()) past.last_words = e.detail;
  }
  return past;
}

Json name_of(const engine::Rules& rules, const std::string& agency) {
  const auto* found = rules.directory.find(agency);
  return found ? Json(found->name) : Json();
}

/// The time to resolve it, as the configuration writes it: "5wd".
Json class_of(const engine::Rules& rules, const engine::Ticket& t) {
  return calendar::write(engine::resolution_time(rules.deadlines, t.service_class));
}

}  // namespace

Json export_row(const engine::Ticket& t, engine::Views& views, const engine::Rules& rules) {
  const auto past = past_of(t, views);
  const auto* category = rules.vocabulary.category(t.category);
  return Json::object({{"service_request_id", ticket::number(t.id)},
                       {"service_code", text_or_null(t.category)},
                       {"service_name", category ? text_or_null(category->label) : Json()},
                       {"agency_responsible", name_of(rules, t.agency)},
                       {"status", ticket::is_open(t.state) ? "open" : "closed"},
                       {"status_notes", std::string(ticket::indonesian(t.state))},
                       {"x_status", ticket::name(t.state)},
                       {"description", words(t.text)},
                       {"x_area_code", text_or_null(t.area)},
                       {"requested_datetime", iso8601(t.created)},
                       {"updated_datetime", iso8601(past.updated)},
                       {"expected_datetime", time_or_null(t.resolution_due)},
                       {"service_notice", text_or_null(words(past.last_words))},
                       {"x_agency", text_or_null(t.agency)},
                       {"x_kind", ticket::name(t.type)},
                       {"x_channel", ticket::name(t.channel)},
                       {"x_class", class_of(rules, t)},
                       {"x_urgent", t.urgent},
                       {"x_anonymous", t.anonymous},
                       {"x_level", t.level},
                       {"x_forwarded_datetime", time_or_null(t.forwarded_at)},
                       {"x_first_response_datetime", time_or_null(t.first_response_at)},
                       {"x_resolved_datetime", time_or_null(past.resolved)},
                       {"x_closed_datetime", time_or_null(t.closed_at)},
                       {"x_transfers", t.transfers},
                       {"x_reopens", t.reopens},
                       {"x_rating", t.rating}});
}

Result<Json> export_page(const Json& request, engine::Views& views, const engine::Rules& rules) {
  const auto days = read_days(request, last_day, [](std::chrono::sys_days) { return first_day; });
  if (!days) return days.error();
  const auto span = calendar::days_of(days->first, days->last, rules.calendar);
  const auto tickets = views.tickets_after(TicketId{number_of(request, "after").value_or(0)}, page_size);
  auto rows = Json::list();
  std::int64_t hidden = 0, hidden_open = 0;
  for (const auto& t : tickets) {
    if (t.created < span.from || t.created >= span.to) continue;
    if (!t.confidential) {
      rows.add(export_row(t, views, rules));
      continue;
    }
    ++hidden;
    if (ticket::is_open(t.state)) ++hidden_open;
  }
  const auto next = tickets.size() == page_size ? Json(tickets.back().id.value) : Json();
  return Json::object({{"rows", rows}, {"private", hidden}, {"private_open", hidden_open}, {"next", next}});
}

}  // namespace lapor::control
