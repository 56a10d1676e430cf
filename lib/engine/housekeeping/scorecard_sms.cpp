#include "engine/housekeeping/scorecard_sms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/scorecard/card.hpp"

namespace lapor::engine {
namespace {

using calendar::Stretch;

constexpr int days_asked_for = 30;   ///< what REKAP looks back on, today included
constexpr std::size_t slice = 1000;  ///< stays in one transaction: some milliseconds
constexpr std::size_t worst = 3;
constexpr std::size_t worst_length = 54;         ///< what OPD_REKAP_ALL leaves for {list}
constexpr auto on_time = std::chrono::hours(1);  ///< later than this the sending window counts

std::string percent(unsigned part, unsigned whole) {
  const auto share = scorecard::percent(part, whole);
  return share ? std::to_string(*share) : "-";
}

replies::Fields fields_of(const Rules& rules, const scorecard::Card& card, const Stretch& span) {
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
std::string worst_of(std::vector<scorecard::Card> cards) {
  std::erase_if(cards, [](const auto& c) { return !c.rank; });
  std::stable_sort(cards.begin(), cards.end(),
                   [](const auto& a, const auto& b) { return *a.rank > *b.rank; });
  if (cards.size() > worst) cards.resize(worst);
  std::vector<std::string> items;
  for (const auto& c : cards)
    items.push_back(fmt::format("{} {}%", c.agency, percent(c.responded_in_time, c.received)));
  return items.empty() ? "-" : replies::list(items, 0, worst_length);
}

replies::Fields fields_of(const Rules& rules, const ScorecardRequest& request_scorecard,
                          const ScorecardProgress& counted) {
  auto card = scorecard::finish(counted.all);
  card.agency = request_scorecard.agency;
  auto fields = fields_of(rules, card, {request_scorecard.from, request_scorecard.until});
  if (!request_scorecard.agency.empty()) return fields;
  std::vector<scorecard::Card> cards;
  for (const auto& [agency, tally] : counted.each) {
    cards.push_back(scorecard::finish(tally));
    cards.back().agency = agency;
  }
  scorecard::give_ranks(cards);
  fields["list"] = worst_of(std::move(cards));
  return fields;
}

/// An agency that heard of nothing in that time gets no summary.
bool worth_telling(const ScorecardRequest& request_scorecard, const scorecard::Card& card) {
  return request_scorecard.asked || request_scorecard.agency.empty() || card.received + card.unreachable > 0;
}

void tell(Transaction& tx, const ScorecardRequest& request_scorecard, const ScorecardProgress& counted) {
  if (!worth_telling(request_scorecard, counted.all.card)) return;
  const auto code = request_scorecard.agency.empty() ? "OPD_REKAP_ALL" : "OPD_REKAP";
  put(tx, request_scorecard.to,
      tx.rules.templates.render(code, fields_of(tx.rules, request_scorecard, counted)),
      request_scorecard.asked ? Purpose::agency_reply : Purpose::news, std::nullopt,
      std::max(tx.now, request_scorecard.not_before), request_scorecard.asked);
}

void owe(Transaction& tx, const Summary& summary, Instant slot) {
  const auto& rules = tx.rules;
  const auto span = calendar::before(summary.period, slot, rules.calendar);
  const bool late = tx.now - slot > on_time;
  ScorecardRequest request_scorecard;
  request_scorecard.from = span.from, request_scorecard.until = span.to;
  request_scorecard.not_before = late ? rules.forwarding.window.next_open(tx.now, rules.calendar) : tx.now;
  const auto to = [&](const routing::Agency& agency) {
    for (const auto& contact : rules.directory.exactly(agency, summary.to)) {
      request_scorecard.to = tx.person(contact.phone);
      tx.store.owe(request_scorecard);
    }
  };
  if (summary.to >= routing::Role::coordinator) return to(rules.directory.coordinator());
  for (const auto& agency : rules.directory.agencies) {
    request_scorecard.agency = agency.code;
    to(agency);
  }
}

/// Those above the agencies do, and the coordinator, though named among an agency's contacts.
bool sees_all(Transaction& tx, const Sender& from) {
  const auto& directory = tx.rules.directory;
  const auto coordinators = directory.exactly(directory.coordinator(), routing::Role::coordinator);
  const auto phone = tx.store.address(from.person).text;
  return !from.office.above.empty() || std::any_of(coordinators.begin(), coordinators.end(),
                                                   [&](const auto& c) { return c.phone == phone; });
}

std::optional<Instant> last_sent(Transaction& tx, const std::string& name) {
  const auto text = tx.store.setting(name);
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (text.empty() || error != std::errc{}) return std::nullopt;
  return from_ms(ms);
}

}  // namespace

std::optional<TicketId> request_scorecard(Transaction& tx, const Sender& from) {
  if (!may_answer(tx, from.answerer, "OPD_REKAP")) return std::nullopt;
  const auto& calendar = tx.rules.calendar;
  const auto today = calendar.local_day(tx.now);
  const auto span = calendar::days_of(today - std::chrono::days{days_asked_for - 1}, today, calendar);
  ScorecardRequest request_scorecard;
  request_scorecard.to = from.person;
  request_scorecard.from = span.from, request_scorecard.until = span.to;
  request_scorecard.not_before = tx.now;
  request_scorecard.asked = from.answerer.text;
  const auto of = sees_all(tx, from) ? std::vector<std::string>{""} : from.office.agencies;
  for (const auto& agency : of) {
    request_scorecard.agency = agency;
    tx.store.owe(request_scorecard);
  }
  return std::nullopt;
}

bool advance_scorecard(Transaction& tx, ScorecardProgress& progress) {
  const auto request_scorecard = tx.store.next_scorecard_request();
  if (!request_scorecard || progress.request_scorecard != request_scorecard->id) progress = {};
  if (!request_scorecard) return false;
  if (!progress.request_scorecard)
    progress.request_scorecard = request_scorecard->id, progress.at.counted = request_scorecard->from;
  const auto assignments =
      tx.store.assignments_after(request_scorecard->agency, progress.at, request_scorecard->until, slice);
  for (const auto& s : assignments) {
    scorecard::add(progress.all, s, tx.now);
    if (request_scorecard->agency.empty()) scorecard::add(progress.each[s.agency], s, tx.now);
  }
  if (assignments.size() == slice) {
    progress.at = {assignments.back().counted, assignments.back().ticket, assignments.back().agency};
    return true;
  }
  tell(tx, *request_scorecard, progress);
  tx.store.finish_scorecard_request(request_scorecard->id);
  progress = {};
  return tx.store.next_scorecard_request().has_value();
}

void request_due_summaries(Transaction& tx) {
  for (const auto& summary : tx.rules.summaries) {
    const auto slot = calendar::latest(summary.at, tx.now, tx.rules.calendar);
    const auto name = "summary " + summary.name;
    const auto last = last_sent(tx, name);
    if (last && *last >= slot) {
      // A clock that was far ahead must not silence it until then.
      if (*last <= calendar::next(summary.at, tx.now, tx.rules.calendar)) continue;
    }
    tx.store.set_setting(name, std::to_string(to_ms(slot)));
    if (last && *last < slot) owe(tx, summary, slot);  // a new one begins with its next time
  }
}

std::optional<Instant> next_summary(const Rules& rules, Instant now) {
  std::optional<Instant> soonest;
  for (const auto& summary : rules.summaries) {
    const auto at = calendar::next(summary.at, now, rules.calendar);
    if (!soonest || at < *soonest) soonest = at;
  }
  return soonest;
}

}  // namespace lapor::engine
