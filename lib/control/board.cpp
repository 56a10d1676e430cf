#include "control/board.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/time.hpp"

namespace lapor::control {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int week_days = 7;

std::string text_of(sys_days day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

/// The lower edges of the bands of areas and categories: 1, 5, 15 and 30 reports in thirty days. A longer
/// period widens the upper ones.
std::array<std::int64_t, 4> band_edges(std::int64_t period_days) {
  const auto months = std::max<std::int64_t>(1, period_days / 30);
  return {1, 5, 15 * months, 30 * months};
}

std::int64_t band_of(std::int64_t n, const std::array<std::int64_t, 4>& edges) {
  return std::count_if(edges.begin(), edges.end(), [n](std::int64_t edge) { return n >= edge; });
}

struct Period {
  calendar::Calendar calendar;
  sys_days first, last;  ///< local days, both included
};

/// Reports a day, and by area and category of the days that are over.
struct Counts {
  std::map<sys_days, std::int64_t> days;
  std::map<std::string, std::int64_t> areas, categories;
};

Counts count(const std::vector<engine::ReportedTicket>& reports, const Period& period) {
  Counts out;
  for (const auto& report : reports) {
    const auto day = period.calendar.local_day(report.created);
    ++out.days[day];
    if (day == period.last) continue;
    // A confidential report is counted in a category of its own, and in no area.
    ++out.categories[report.confidential ? std::string(confidential_category) : report.category];
    if (!report.confidential) ++out.areas[report.area];
  }
  return out;
}

Json bands_of(const std::map<std::string, std::int64_t>& counts, std::string_view what,
              const std::array<std::int64_t, 4>& edges) {
  auto out = Json::list();
  for (const auto& [code, n] : counts)
    out.add(Json::object({{std::string(what), text_or_null(code)}, {"band", band_of(n, edges)}}));
  return out;
}

Json days_of(const Counts& counts, const Period& period) {
  auto out = Json::list();
  for (auto day = period.first; day <= period.last; day += days{1}) {
    const auto found = counts.days.find(day);
    const auto n = found == counts.days.end() ? std::int64_t{0} : found->second;
    out.add(Json::object({{"day", text_of(day)}, {"reports", n}}));
  }
  return out;
}

/// The card of all of them together: the province counted as if it were one agency, by the same rules.
scorecard::Card card_of_all(std::vector<scorecard::Assignment> assignments, Instant now) {
  for (auto& assignment : assignments) assignment.agency.clear();
  const auto cards = scorecard::cards(assignments, {""}, now);
  return cards.front();
}

Json total_of(const scorecard::Card& card) {
  return Json::object({{"received", card.received},
                       {"responded", card.responded},
                       {"unanswered", card.unanswered},
                       {"responded_24h", card.responded_24h},
                       {"responded_24h_percent", Json(scorecard::percent(card.responded_24h, card.received))},
                       {"resolved", card.resolved},
                       {"contested", card.contested},
                       {"median_first_response_s", card.median_first_response_s},
                       {"p90_first_response_s", card.p90_first_response_s}});
}

/// The time until the first answer, by the week in which a report counts. Weeks end on the last day.
Json weeks_of(const std::vector<scorecard::Assignment>& assignments, const Period& period, Instant now) {
  std::map<int, std::vector<scorecard::Assignment>> weeks;
  for (const auto& assignment : assignments)
    weeks[static_cast<int>((period.last - period.calendar.local_day(assignment.counted)).count()) / week_days]
        .push_back(assignment);
  auto out = Json::list();
  const auto n = static_cast<int>((period.last - period.first).count()) / week_days;
  for (int ago = n; ago >= 0; --ago) {
    const auto card = card_of_all(weeks[ago], now);
    const auto end = period.last - days{ago * week_days};
    out.add(Json::object({{"from", text_of(std::max(period.first, end - days{week_days - 1}))},
                          {"to", text_of(end)},
                          {"received", card.received},
                          {"responded", card.responded},
                          {"median_first_response_s", card.median_first_response_s}}));
  }
  return out;
}

Json quarantine_of(engine::Views& views, const ScorecardQuestion& q) {
  auto out = Json::list();
  for (const auto& row : views.quarantine_counts(q.from, q.to))
    out.add(Json::object({{"cause", row.cause}, {"n", row.n}}));
  return out;
}

Json edges_json(const std::array<std::int64_t, 4>& edges) {
  auto out = Json::list();
  for (const auto edge : edges) out.add(edge);
  return out;
}

}  // namespace

BoardQuestion board_question(unsigned period_days, const engine::Rules& rules, const std::string& zone,
                             Instant now) {
  const auto last = rules.calendar.local_day(now);
  const auto span = calendar::days_of(last - days{period_days - 1}, last, rules.calendar);
  BoardQuestion question{{span.from, span.to, now, {}}, zone};
  for (const auto& agency : rules.directory.agencies) question.card.agencies.push_back(agency.code);
  return question;
}

Json board_figures(const BoardQuestion& question, engine::Views& views) {
  const auto& q = question.card;
  Period period{calendar::Calendar(question.zone), {}, {}};
  period.first = period.calendar.local_day(q.from);
  period.last = period.calendar.local_day(q.to - Duration{1});
  const auto reports = views.reported(q.from, q.to);
  const auto counts = count(reports, period);
  const auto assignments = views.assignments("", q.from, q.to);
  const auto edges = band_edges((period.last - period.first).count() + 1);
  const auto open = views.ticket_counts(q.now);
  const auto today = counts.days.find(period.last);
  return Json::object({{"from", text_of(period.first)},
                       {"to", text_of(period.last)},
                       {"counted_at", iso8601(q.now)},
                       {"open", open.open},
                       {"overdue", open.overdue},
                       {"today", today == counts.days.end() ? std::int64_t{0} : today->second},
                       {"reports", static_cast<std::int64_t>(reports.size())},
                       {"total", total_of(card_of_all(assignments, q.now))},
                       {"agencies", scorecard_rows(q, views)},
                       {"days", days_of(counts, period)},
                       {"weeks", weeks_of(assignments, period, q.now)},
                       {"bands", edges_json(edges)},
                       {"areas", bands_of(counts.areas, "area", edges)},
                       {"categories", bands_of(counts.categories, "category", edges)},
                       {"set_aside", quarantine_of(views, q)}});
}

}  // namespace lapor::control
