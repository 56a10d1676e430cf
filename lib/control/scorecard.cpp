#include "control/scorecard.hpp"

#include <fmt/format.h>

#include <cmath>

#include "control/days.hpp"

namespace lapor::control {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int usual_days = 30;

std::int64_t all_of(const std::vector<engine::QuarantineCount>& causes) {
  std::int64_t n = 0;
  for (const auto& cause : causes) n += cause.n;
  return n;
}

Json render(const scorecard::Card& c, std::int64_t quarantine_counts) {
  const auto share = [&](unsigned part) { return Json(scorecard::percent(part, c.received)); };
  const auto rating = c.rating ? Json(std::round(*c.rating * 100) / 100) : Json();
  return Json::object({{"agency", c.agency},
                       {"received", c.received},
                       {"responded", c.responded},
                       {"unanswered", c.unanswered},
                       {"responded_in_time", c.responded_in_time},
                       {"median_first_response_s", c.median_first_response_s},
                       {"p90_first_response_s", c.p90_first_response_s},
                       {"resolved", c.resolved},
                       {"resolved_in_time", c.resolved_in_time},
                       {"reopened", c.reopened},
                       {"transferred", c.transferred},
                       {"rejected", c.rejected},
                       {"rating", rating},
                       {"ratings", c.ratings},
                       {"rank", c.rank},
                       {"responded_percent", share(c.responded)},
                       {"responded_24h_percent", share(c.responded_24h)},
                       {"resolved_percent", share(c.resolved)},
                       {"rejected_percent", share(c.rejected)},
                       {"contested", c.contested},
                       {"closed_by_citizen", c.closed_by_citizen},
                       {"closed_by_silence", c.closed_by_silence},
                       {"open", c.open},
                       {"overdue", c.overdue},
                       {"unreachable", c.unreachable},
                       {"paused_s", c.paused_s},
                       {"set_aside_everywhere", quarantine_counts}});
}

}  // namespace

Result<ScoreQuestion> read_score_question(const Json& request, const engine::Rules& rules, Instant now) {
  const auto today = rules.calendar.local_day(now);
  const auto last = day_of(request, "to", today);
  if (!last) return last.error();
  const auto first = day_of(request, "from", *last - days{usual_days - 1});
  if (!first) return first.error();
  if (*first > *last) return Error{Errc::rejected, "from comes after to; write the earlier day first"};
  const auto span = calendar::days_of(*first, *last, rules.calendar);
  ScoreQuestion question{span.from, span.to, now, {}};
  for (const auto& agency : rules.directory.agencies) question.agencies.push_back(agency.code);
  return question;
}

Json score_rows(const ScoreQuestion& q, engine::Views& views) {
  const auto quarantine_counts = all_of(views.quarantine_counts(q.from, q.to));
  auto out = Json::list();
  for (const auto& card : scorecard::cards(views.assignments("", q.from, q.to), q.agencies, q.now))
    out.add(render(card, quarantine_counts));
  return out;
}

Result<Json> scorecard(const Json& request, engine::Views& views, const engine::Rules& rules, Instant now) {
  const auto question = read_score_question(request, rules, now);
  if (!question) return question.error();
  return score_rows(*question, views);
}

}  // namespace lapor::control
