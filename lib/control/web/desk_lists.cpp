// Lists of tickets for the desk: by state and deadline, by words, by day and matter, and those that one
// figure of the scorecard counts. An answer says how to go on after its last row.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/time.hpp"
#include "control/commands/read_request.hpp"
#include "control/web/desk_access.hpp"
#include "control/web/desk_row.hpp"
#include "control/web/groups.hpp"
#include "control/web/portal.hpp"
#include "domain/replies/redact.hpp"
#include "domain/scorecard/figures.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control::web {
namespace {

constexpr std::size_t listed = 200;     ///< rows of an answer
constexpr std::size_t searched = 1000;  ///< tickets looked at for one answer
constexpr auto soon = std::chrono::hours(6);

/// The words of a search: numbers of tickets, states, or a part of the text; all of them must fit.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : ascii::upper(text) + " ") {
    if (c != ' ')
      word += c;
    else if (!word.empty())
      words.push_back(std::exchange(word, {}));
  }
  return words;
}

bool fits(const engine::Ticket& t, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  const auto text = ascii::upper(fmt::format("{} {} {} {} {} {} {}", ticket::number(t.id),
                                             ticket::name(t.state), ticket::indonesian(t.state), t.category,
                                             t.agency, t.area, replies::redact(t.text)));
  return std::all_of(words.begin(), words.end(),
                     [&](const auto& word) { return text.find(word) != text.npos; });
}

std::optional<std::string> text_if_there(const Json& body, std::string_view key) {
  const auto& value = body[key];
  return value.text() ? std::optional(std::string(*value.text())) : std::nullopt;
}

/// The agency that the list is of: an agency's own, also if it asks for another.
std::string agency_of(const Visit& visit) {
  const auto& account = visit.session->account;
  return account.role == engine::DeskRole::agency ? account.agency : text_of(visit.body, "agency");
}

/// nullopt if the request names no day.
Result<std::optional<calendar::Stretch>> days_asked_for(const Visit& visit) {
  using Asked = std::optional<calendar::Stretch>;
  if (text_of(visit.body, "from").empty() && text_of(visit.body, "to").empty()) return Asked{};
  const auto& calendar = visit.gateway.rules().calendar;
  const auto days = read_days(visit.body, calendar.local_day(visit.gateway.now()),
                              [](std::chrono::sys_days last) { return last; });
  if (!days) return days.error();
  return Asked{calendar::days_of(days->first, days->last, calendar)};
}

/// The ticket after which the list goes on; nullopt: from its beginning.
Result<std::optional<TicketId>> read_cursor(const Json& body) {
  using Cursor = std::optional<TicketId>;
  if (text_of(body, "before").empty()) return Cursor{};
  const auto id = read_ticket(body, "before");
  if (!id) return id.error();
  return Cursor{*id};
}

/// The query of a list before this session's rights are applied.
Result<engine::TicketQuery> query_of(const Visit& visit) {
  engine::TicketQuery query;
  const auto list = text_of(visit.body, "list");
  const auto now = visit.gateway.now();
  if (list == "overdue") query.due_before = now;
  if (list == "soon") query.due_from = now, query.due_before = now + soon;
  if (const auto state = text_of(visit.body, "state"); !state.empty()) {
    query.state = ticket::state(state);
    if (!query.state) return refusal("state");
  }
  const auto days = days_asked_for(visit);
  if (!days) return days.error();
  if (!query.due_before) query.opened = *days;
  const auto before = read_cursor(visit.body);
  if (!before) return before.error();
  const auto due = number_of(visit.body, "before_due");
  if (*before && query.due_before && !due) return refusal("before_due");
  if (*before && query.due_before) query.due_after = engine::DuePlace{from_ms(*due), **before};
  if (!query.due_before) query.before = *before;
  query.category = text_if_there(visit.body, "category");
  query.area = text_if_there(visit.body, "area");
  query.agency = agency_of(visit);
  query.confidential = visit.session->account.role != engine::DeskRole::viewer;
  query.limit = searched;
  return query;
}

bool belongs(const engine::Ticket& t, const std::string& list) {
  return list != "open" || ticket::is_open(t.state);
}

struct Page {
  Json rows = Json::list();
  Json more;                ///< the ticket behind which the list goes on; null where it ends
  Json more_due;            ///< its deadline in ms, in a list by deadlines
  std::int64_t hidden = 0;  ///< tickets that this session may not see

  bool full() const { return rows.items().size() == listed; }
  Json answer() const {
    return done(Json::object({{"rows", rows}, {"more", more}, {"more_due", more_due}, {"hidden", hidden}}));
  }
};

void list_tickets(const Visit& visit, const Reply& reply) {
  const auto query = query_of(visit);
  if (!query) return reply(refused(query.error().context));
  const auto list = text_of(visit.body, "list");
  const auto words = words_of(text_of(visit.body, "words"));
  const auto tickets = visit.gateway.views().tickets(*query);
  Page page;
  std::size_t seen = 0;
  for (; seen < tickets.size() && !page.full(); ++seen) {
    const auto& t = tickets[seen];
    if (may_see(*visit.session, t) && belongs(t, list) && fits(t, words)) page.rows.add(desk_row(t));
  }
  const bool ended = seen == tickets.size() && tickets.size() < query->limit;
  if (!ended) {
    const auto& last = tickets[seen - 1];
    page.more = ticket::number(last.id);
    if (query->due_before && last.due_at) page.more_due = to_ms(*last.due_at);
  }
  reply(page.answer());
}

/// The tickets whose assignments a figure counts, the newest first, each once.
std::vector<TicketId> behind(std::string_view figure, const std::vector<scorecard::Assignment>& all,
                             Instant now) {
  std::vector<TicketId> tickets;
  for (const auto& assignment : all)
    if (scorecard::counts(figure, assignment, now)) tickets.push_back(assignment.ticket);
  std::sort(tickets.begin(), tickets.end(), std::greater<>{});
  tickets.erase(std::unique(tickets.begin(), tickets.end()), tickets.end());
  return tickets;
}

void list_behind_figure(const Visit& visit, const Reply& reply) {
  const auto figure = text_of(visit.body, "figure");
  const auto known = scorecard::counted_figures();
  if (std::find(known.begin(), known.end(), figure) == known.end()) return reply(refused("figure"));
  const auto days = days_asked_for(visit);
  const auto before = read_cursor(visit.body);
  if (!days || !*days || !before) return reply(refused("days"));
  auto& views = visit.gateway.views();
  const auto all =
      behind(figure, views.assignments(agency_of(visit), (*days)->from, (*days)->to), visit.gateway.now());
  Page page;
  Json last;
  for (const auto id : all) {
    if (*before && id >= **before) continue;
    if (page.full()) {
      page.more = last;
      break;
    }
    last = ticket::number(id);
    const auto t = views.find(id);
    if (t && may_see(*visit.session, *t))
      page.rows.add(desk_row(*t));
    else
      ++page.hidden;
  }
  reply(page.answer());
}

void list(const Visit& visit, const Reply& reply) {
  text_of(visit.body, "figure").empty() ? list_tickets(visit, reply) : list_behind_figure(visit, reply);
}

constexpr std::array rows{
    Command{"desk-tickets", who_sees_tickets, Audit::access, Kind::view, list},
};

}  // namespace

std::span<const Command> desk_lists() { return rows; }

}  // namespace lapor::control::web
