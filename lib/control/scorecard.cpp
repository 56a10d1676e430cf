#include "control/scorecard.hpp"

#include <fmt/format.h>

#include <cmath>

#include "control/commands/read_request.hpp"

namespace lapor::control {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int usual_days = 30;

std::int64_t sum(const std::vector<engine::QuarantineCount>& causes) {
  std::int64_t n = 0;
  for (const auto& cause : causes) n += cause.n;
  return n;
}

Json render(const scorecard::Card& c, std::int64_t quarantined) {
  const auto share = [&](unsigned part) { return Json(scorecard::percent(part, c.received)); };
  const auto rating = c.rating ? Json(std::round(*c.rating * 100) / 100) : Json();
  return Json::object(
      {{"agency", c.agency},
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
       {"resolved_uncontested", c.resolved_uncontested},
       {"resolved_uncontested_in_time", c.resolved_uncontested_in_time},
       {"judged", c.judged},
       {"uncontested_in_time_percent", scorecard::percent(c.resolved_uncontested_in_time, c.judged)},
       {"awaiting", c.awaiting},
       {"given_back", c.given_back},
       {"came_back", c.came_back},
       {"postponed", c.postponed},
       {"asked", c.asked},
       {"own_reports", c.own_reports},
       {"clustered", c.clustered},
       {"unreachable", c.unreachable},
       {"paused_s", c.paused_s},
       {"set_aside_everywhere", quarantined}});
}

}  // namespace

Result<ScorecardQuestion> read_scorecard_question(const Json& request, const engine::Rules& rules,
                                                  Instant now) {
  const auto read = read_days(request, rules.calendar.local_day(now),
                              [](sys_days last) { return last - days{usual_days - 1}; });
  if (!read) return read.error();
  const auto span = calendar::days_of(read->first, read->last, rules.calendar);
  ScorecardQuestion question{span.from, span.to, now, {}};
  for (const auto& agency : rules.directory.agencies) question.agencies.push_back(agency.code);
  return question;
}

Json scorecard_rows(const ScorecardQuestion& q, engine::Views& views) {
  const auto quarantined = sum(views.quarantine_counts(q.from, q.to));
  auto out = Json::list();
  for (const auto& card : scorecard::cards(views.assignments("", q.from, q.to), q.agencies, q.now))
    out.add(render(card, quarantined));
  return out;
}

}  // namespace lapor::control
