#include "domain/scorecard/card.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

namespace lapor::scorecard {
namespace {

constexpr std::array endings{
    std::pair{Ending::open, std::string_view("open")},
    std::pair{Ending::confirmed, std::string_view("confirmed")},
    std::pair{Ending::silence, std::string_view("silence")},
    std::pair{Ending::transferred, std::string_view("transferred")},
    std::pair{Ending::rerouted, std::string_view("rerouted")},
    std::pair{Ending::rejected, std::string_view("rejected")},
    std::pair{Ending::cancelled, std::string_view("cancelled")},
    std::pair{Ending::duplicate, std::string_view("duplicate")},
};

constexpr auto a_day = std::chrono::hours(24);

std::int64_t seconds(Duration d) { return std::chrono::duration_cast<std::chrono::seconds>(d).count(); }

void count_answer(Tally& tally, const Assignment& s) {
  auto& c = tally.card;
  ++c.received;
  if (!s.first_response) {
    ++c.unanswered;
    return;
  }
  ++c.responded;
  // An agency may answer before the forward left, because another phone reached it: then it answered at once.
  const auto wait = std::max(Duration{0}, *s.first_response - s.forwarded.value_or(*s.first_response));
  tally.waits.push_back(seconds(wait));
  if (!s.response_due || *s.first_response <= *s.response_due) ++c.responded_in_time;
  if (wait <= a_day) ++c.responded_24h;
}

/// No phone of the agency took it, for longer than a network's trouble excuses.
bool out_of_reach(const Assignment& s, Instant now) {
  return s.unreachable && !s.first_response && now - s.counted > unreachable_forgiven;
}

bool overdue(const Assignment& s, Instant now) {
  if (s.paused_since) return false;
  const bool late_answer =
      !s.first_response && ((s.response_due && *s.response_due < now) || out_of_reach(s, now));
  const bool late_end = !s.resolved && s.resolution_due && *s.resolution_due < now;
  return late_answer || late_end;
}

bool disputed(const Assignment& s) { return s.contests + s.reopens > 0; }

/// The citizen confirmed it, or had the whole time to contest it.
bool ended_by_reporter(const Assignment& s) {
  return s.ending == Ending::confirmed || s.ending == Ending::silence;
}

bool in_time(const Assignment& s) { return !s.resolution_due || *s.resolved <= *s.resolution_due; }

/// True if the date of resolution passed before SELESAI, or before `until` if SELESAI never came. The clock
/// doesn't run in a pause.
bool late(const Assignment& s, Instant until) {
  return !s.paused_since && s.resolution_due && *s.resolution_due < s.resolved.value_or(until);
}

/// True if its end says something about the agency. An agency that had a report until it was late or
/// contested can't get rid of it by sending it on, a withdrawal or a rejection: it had its time. A report
/// that was merged into another is judged there.
bool can_be_judged(const Assignment& s, Instant now) {
  if (ended_by_reporter(s)) return true;
  if (s.ending == Ending::duplicate) return false;
  if (disputed(s)) return true;
  if (s.left) return late(s, *s.left);
  return !s.resolved && late(s, now);
}

void count_for_rank(Card& c, const Assignment& s, Instant now) {
  if (!can_be_judged(s, now)) return;
  ++c.judged;
  if (s.resolved && ended_by_reporter(s) && !disputed(s) && in_time(s)) ++c.resolved_uncontested_in_time;
}

/// Counts a report that is shown, but counts neither for nor against the agency. True if it is one.
bool count_apart(Tally& tally, const Assignment& s) {
  if (s.own_report) {
    ++tally.card.own_reports;
    return true;
  }
  if (!s.reporter || ++tally.of_reporter[s.reporter] <= most_of_one_reporter) return false;
  ++tally.card.clustered;
  return true;
}

void count_detours(Card& c, const Assignment& s) {
  if (s.given_back > 0) ++c.given_back;
  if (s.came_back > 0) ++c.came_back;
  if (s.postponed > 0) ++c.postponed;
  if (s.questions > 0) ++c.asked;
}

void count_end(Card& c, const Assignment& s, Instant now) {
  if (s.resolved) {
    ++c.resolved;
    if (in_time(s)) ++c.resolved_in_time;
    if (ended_by_reporter(s) && !disputed(s)) ++c.resolved_uncontested;
  }
  if (s.contests > 0) ++c.contested;
  if (disputed(s)) ++c.reopened;
  if (s.resolved && s.ending == Ending::open) ++c.awaiting;
  if (s.ending == Ending::transferred) ++c.transferred;
  if (s.ending == Ending::rejected) ++c.rejected;
  if (s.ending == Ending::confirmed) ++c.closed_by_citizen;
  if (s.ending == Ending::silence) ++c.closed_by_silence;
  if (s.ending != Ending::open) return;
  ++c.open;
  if (overdue(s, now)) ++c.overdue;
}

/// The better card has the larger share of work that nobody contested. Of equals the better one resolved
/// more, then answered a larger share in time, then was faster. An agency that resolved little comes last.
bool better(const Card& a, const Card& b) {
  const auto share = [](unsigned n, unsigned of) { return of == 0 ? 0 : std::uint64_t{n} * 1'000'000 / of; };
  const auto key = [&](const Card& c) {
    return std::tuple(c.resolved >= resolved_floor, share(c.resolved_uncontested_in_time, c.judged),
                      c.resolved_uncontested_in_time, share(c.responded_in_time, c.received),
                      -c.median_first_response_s.value_or(0));
  };
  return key(a) > key(b);
}

}  // namespace

std::string_view name(Ending e) {
  for (const auto& [value, text] : endings)
    if (value == e) return text;
  return "?";
}

std::optional<Ending> ending(std::string_view name) {
  for (const auto& [value, text] : endings)
    if (text == name) return value;
  return std::nullopt;
}

std::optional<std::int64_t> quantile(std::vector<std::int64_t> values, unsigned percent) {
  if (values.empty()) return std::nullopt;
  const auto at = [&](std::size_t index) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(values.begin(), place, values.end());
    return *place;
  };
  const auto n = values.size();
  if (percent == 50 && n % 2 == 0) return (at(n / 2 - 1) + at(n / 2)) / 2;
  const auto nearest = std::max<std::size_t>(1, (n * percent + 99) / 100);
  return at(std::min(nearest, n) - 1);
}

std::optional<unsigned> percent(unsigned part, unsigned whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<unsigned>(std::uint64_t{part} * 100 / whole);
}

void add(Tally& tally, const Assignment& s, Instant now) {
  auto& c = tally.card;
  const bool apart = count_apart(tally, s);
  if (s.unreachable) ++c.unreachable;
  count_detours(c, s);
  if (!s.unreachable || s.first_response || out_of_reach(s, now)) {
    count_answer(tally, s);
    count_end(c, s, now);
    if (!apart) count_for_rank(c, s, now);
  }
  auto paused = s.paused;
  if (s.paused_since) paused += std::max(Duration{0}, now - *s.paused_since);
  c.paused_s += seconds(paused);
  if (!s.rating || apart) return;
  ++c.ratings;
  tally.marks += *s.rating;
}

Card finish(Tally tally) {
  auto& c = tally.card;
  if (c.ratings > 0) c.rating = static_cast<double>(tally.marks) / c.ratings;
  c.median_first_response_s = quantile(tally.waits, 50);
  c.p90_first_response_s = quantile(std::move(tally.waits), 90);
  return std::move(c);
}

void give_ranks(std::vector<Card>& cards) {
  std::vector<Card*> enough;
  for (auto& c : cards)
    if (c.judged >= fewest_for_rank) enough.push_back(&c);
  for (auto* c : enough)
    c->rank = 1 + static_cast<unsigned>(std::count_if(enough.begin(), enough.end(),
                                                      [&](const Card* other) { return better(*other, *c); }));
}

std::vector<Card> cards(std::span<const Assignment> assignments, const std::vector<std::string>& agencies,
                        Instant now) {
  std::map<std::string, std::size_t, std::less<>> place;
  std::vector<Tally> tallies;
  const auto of = [&](const std::string& agency) -> Tally& {
    const auto [it, fresh] = place.try_emplace(agency, tallies.size());
    if (fresh) tallies.emplace_back().card.agency = agency;
    return tallies[it->second];
  };
  for (const auto& agency : agencies) of(agency);
  for (const auto& s : assignments) add(of(s.agency), s, now);
  std::vector<Card> out;
  for (auto& tally : tallies) out.push_back(finish(std::move(tally)));
  give_ranks(out);
  return out;
}

}  // namespace lapor::scorecard
