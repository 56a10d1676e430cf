#include "engine/recap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/score/card.hpp"

namespace lapor::engine {
namespace {

using schedule::Stretch;

constexpr int days_asked_for = 30;   ///< what REKAP looks back on, today included
constexpr std::size_t slice = 1000;  ///< stays in one transaction: some milliseconds
constexpr std::size_t worst = 3;
constexpr std::size_t worst_length = 54;         ///< what OPD_REKAP_ALL leaves for {list}
constexpr auto on_time = std::chrono::hours(1);  ///< later than this the sending window counts

std::string percent(unsigned part, unsigned whole) {
  const auto share = score::percent(part, whole);
  return share ? std::to_string(*share) : "-";
}

wording::Fields fields_of(const Rules& rules, const score::Card& card, const Stretch& span) {
  return {{"opd", card.agency},
          {"tgl", rules.calendar.short_date(span.from)},
          {"sd", rules.calendar.short_date(span.to - Duration{1})},
          {"masuk", std::to_string(card.received)},
          {"jawab", std::to_string(card.responded)},
          {"tepat", percent(card.responded_in_time, card.received)},
          {"selesai", std::to_string(card.resolved)},
          {"lambat", std::to_string(card.overdue)},
          {"buka", std::to_string(card.reopened)},
          {"nilai", card.rating ? fmt::format("{:.1f}", *card.rating) : "-"},
          {"penilai", std::to_string(card.ratings)}};
}

/// The lowest of those that have a rank: "BMCK 45%, DISHUB 60%".
std::string worst_of(std::vector<score::Card> cards) {
  std::erase_if(cards, [](const auto& c) { return !c.rank; });
  std::stable_sort(cards.begin(), cards.end(),
                   [](const auto& a, const auto& b) { return *a.rank > *b.rank; });
  if (cards.size() > worst) cards.resize(worst);
  std::vector<std::string> items;
  for (const auto& c : cards)
    items.push_back(fmt::format("{} {}%", c.agency, percent(c.responded_in_time, c.received)));
  return items.empty() ? "-" : wording::list(items, 0, worst_length);
}

wording::Fields fields_of(const Rules& rules, const Recap& recap, const Counting& counted) {
  auto card = score::finish(counted.all);
  card.agency = recap.agency;
  auto fields = fields_of(rules, card, {recap.from, recap.until});
  if (!recap.agency.empty()) return fields;
  std::vector<score::Card> cards;
  for (const auto& [agency, tally] : counted.each) {
    cards.push_back(score::finish(tally));
    cards.back().agency = agency;
  }
  score::give_ranks(cards);
  fields["list"] = worst_of(std::move(cards));
  return fields;
}

/// An agency that heard of nothing in that time gets no summary.
bool worth_telling(const Recap& recap, const score::Card& card) {
  return recap.asked || recap.agency.empty() || card.received + card.unreachable > 0;
}

void tell(Turn& turn, const Recap& recap, const Counting& counted) {
  if (!worth_telling(recap, counted.all.card)) return;
  const auto code = recap.agency.empty() ? "OPD_REKAP_ALL" : "OPD_REKAP";
  put(turn, recap.to, turn.rules.templates.render(code, fields_of(turn.rules, recap, counted)),
      recap.asked ? Purpose::agency_reply : Purpose::news, std::nullopt, std::max(turn.now, recap.not_before),
      recap.asked);
}

void owe(Turn& turn, const Summary& summary, Instant slot) {
  const auto& rules = turn.rules;
  const auto span = schedule::before(summary.period, slot, rules.calendar);
  const bool late = turn.now - slot > on_time;
  Recap recap;
  recap.from = span.from, recap.until = span.to;
  recap.not_before = late ? rules.forwarding.window.next_open(turn.now, rules.calendar) : turn.now;
  const auto to = [&](const routing::Agency& agency) {
    for (const auto& contact : rules.directory.exactly(agency, summary.to)) {
      recap.to = turn.person(contact.phone);
      turn.store.owe(recap);
    }
  };
  if (summary.to >= routing::Role::coordinator) return to(rules.directory.coordinator());
  for (const auto& agency : rules.directory.agencies) {
    recap.agency = agency.code;
    to(agency);
  }
}

/// Those above the agencies do, and the coordinator, though named among an agency's contacts.
bool sees_all(Turn& turn, const Sender& from) {
  const auto& directory = turn.rules.directory;
  const auto coordinators = directory.exactly(directory.coordinator(), routing::Role::coordinator);
  const auto phone = turn.store.address(from.person).text;
  return !from.office.above.empty() || std::any_of(coordinators.begin(), coordinators.end(),
                                                   [&](const auto& c) { return c.phone == phone; });
}

std::optional<Instant> last_sent(Turn& turn, const std::string& name) {
  const auto text = turn.store.fact(name);
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (text.empty() || error != std::errc{}) return std::nullopt;
  return from_ms(ms);
}

}  // namespace

std::optional<Serial> recap(Turn& turn, const Sender& from) {
  if (!may_answer(turn, from.answerer, "OPD_REKAP")) return std::nullopt;
  const auto& calendar = turn.rules.calendar;
  const auto today = calendar.local_day(turn.now);
  const auto span = schedule::days_of(today - std::chrono::days{days_asked_for - 1}, today, calendar);
  Recap recap;
  recap.to = from.person;
  recap.from = span.from, recap.until = span.to;
  recap.not_before = turn.now;
  recap.asked = from.answerer.text;
  const auto of = sees_all(turn, from) ? std::vector<std::string>{""} : from.office.agencies;
  for (const auto& agency : of) {
    recap.agency = agency;
    turn.store.owe(recap);
  }
  return std::nullopt;
}

bool count_some(Turn& turn, Counting& counting) {
  const auto recap = turn.store.owed_recap();
  if (!recap || counting.recap != recap->id) counting = {};
  if (!recap) return false;
  if (!counting.recap) counting.recap = recap->id, counting.at.counted = recap->from;
  const auto stays = turn.store.stays_after(recap->agency, counting.at, recap->until, slice);
  for (const auto& s : stays) {
    score::add(counting.all, s, turn.now);
    if (recap->agency.empty()) score::add(counting.each[s.agency], s, turn.now);
  }
  if (stays.size() == slice) {
    counting.at = {stays.back().counted, stays.back().ticket, stays.back().agency};
    return true;
  }
  tell(turn, *recap, counting);
  turn.store.drop_recap(recap->id);
  counting = {};
  return turn.store.owed_recap().has_value();
}

void owe_summaries(Turn& turn) {
  for (const auto& summary : turn.rules.summaries) {
    const auto slot = schedule::latest(summary.at, turn.now, turn.rules.calendar);
    const auto name = "summary " + summary.name;
    const auto last = last_sent(turn, name);
    if (last && *last >= slot) {
      // A clock that was far ahead must not silence it until then.
      if (*last <= schedule::next(summary.at, turn.now, turn.rules.calendar)) continue;
    }
    turn.store.set_fact(name, std::to_string(to_ms(slot)));
    if (last && *last < slot) owe(turn, summary, slot);  // a new one begins with its next time
  }
}

std::optional<Instant> next_summary(const Rules& rules, Instant now) {
  std::optional<Instant> soonest;
  for (const auto& summary : rules.summaries) {
    const auto at = schedule::next(summary.at, now, rules.calendar);
    if (!soonest || at < *soonest) soonest = at;
  }
  return soonest;
}

}  // namespace lapor::engine
