#include "engine/recap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/score/card.hpp"

namespace lapor::engine {
namespace {

using schedule::Stretch;

constexpr int days_asked_for = 30;  ///< what REKAP looks back on, today included
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

wording::Fields of_all(Turn& turn, const Stretch& span) {
  const auto stays = turn.store.stays("", span.from, span.to);
  auto fields = fields_of(turn.rules, score::total(stays, turn.now), span);
  fields["list"] = worst_of(score::cards(stays, {}, turn.now));
  return fields;
}

score::Card card_of(Turn& turn, const std::string& agency, const Stretch& span) {
  return score::cards(turn.store.stays(agency, span.from, span.to), {agency}, turn.now).front();
}

void send(Turn& turn, const routing::Contact& to, std::string_view code, const wording::Fields& fields,
          Instant when) {
  put(turn, turn.person(to.phone), turn.rules.templates.render(code, fields), Purpose::news, std::nullopt,
      when);
}

/// Agencies that heard of nothing in that time are left in peace.
void tell_agencies(Turn& turn, const Summary& summary, const Stretch& span, Instant when) {
  for (const auto& agency : turn.rules.directory.agencies) {
    const auto contacts = turn.rules.directory.exactly(agency, summary.to);
    if (contacts.empty()) continue;
    const auto card = card_of(turn, agency.code, span);
    if (card.received + card.unreachable == 0) continue;
    for (const auto& contact : contacts)
      send(turn, contact, "OPD_REKAP", fields_of(turn.rules, card, span), when);
  }
}

void tell(Turn& turn, const Summary& summary, Instant slot) {
  const auto& rules = turn.rules;
  const auto span = schedule::before(summary.period, slot, rules.calendar);
  const bool late = turn.now - slot > on_time;
  const auto when = late ? rules.forwarding.window.next_open(turn.now, rules.calendar) : turn.now;
  if (summary.to < routing::Role::coordinator) return tell_agencies(turn, summary, span, when);
  const auto fields = of_all(turn, span);
  for (const auto& contact : rules.directory.exactly(rules.directory.coordinator(), summary.to))
    send(turn, contact, "OPD_REKAP_ALL", fields, when);
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
  const auto& calendar = turn.rules.calendar;
  const auto today = calendar.local_day(turn.now);
  const auto span = schedule::days_of(today - std::chrono::days{days_asked_for - 1}, today, calendar);
  if (!from.office.above.empty()) return say(turn, from, "OPD_REKAP_ALL", of_all(turn, span));
  for (const auto& agency : from.office.agencies)
    say(turn, from, "OPD_REKAP", fields_of(turn.rules, card_of(turn, agency, span), span));
  return std::nullopt;
}

void send_summaries(Turn& turn) {
  for (const auto& summary : turn.rules.summaries) {
    const auto slot = schedule::latest(summary.at, turn.now, turn.rules.calendar);
    const auto name = "summary " + summary.name;
    const auto last = last_sent(turn, name);
    if (last && *last >= slot) {
      // A clock that was far ahead must not silence it until then.
      if (*last <= schedule::next(summary.at, turn.now, turn.rules.calendar)) continue;
    }
    turn.store.set_fact(name, std::to_string(to_ms(slot)));
    if (last && *last < slot) tell(turn, summary, slot);  // a new one begins with its next time
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
