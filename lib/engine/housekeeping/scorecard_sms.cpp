#include "engine/housekeeping/scorecard_sms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/scorecard/card.hpp"
#include "engine/outbox/compose.hpp"

namespace lapor::engine {
namespace {

using calendar::Stretch;

constexpr std::size_t slice = 1000;  ///< assignments in one transaction: some milliseconds
constexpr std::size_t worst_named = 3;
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
  if (cards.size() > worst_named) cards.resize(worst_named);
  std::vector<std::string> items;
  for (const auto& c : cards)
    items.push_back(fmt::format("{} {}%", c.agency, percent(c.resolved_uncontested_in_time, c.judged)));
  return items.empty() ? "-" : replies::list(items, 0, worst_length);
}

replies::Fields fields_of(const Rules& rules, const ScorecardRequest& request,
                          const ScorecardProgress& progress) {
  auto card = scorecard::finish(progress.all);
  card.agency = request.agency;
  auto fields = fields_of(rules, card, {request.from, request.until});
  if (!request.agency.empty()) return fields;
  std::vector<scorecard::Card> cards;
  for (const auto& [agency, tally] : progress.by_agency) {
    cards.push_back(scorecard::finish(tally));
    cards.back().agency = agency;
  }
  scorecard::give_ranks(cards);
  fields["list"] = worst_of(std::move(cards));
  return fields;
}

/// An agency that heard of nothing in that time gets no summary.
bool worth_sending(const ScorecardRequest& request, const scorecard::Card& card) {
  return request.answers || request.agency.empty() || card.received + card.unreachable > 0;
}

void send(Transaction& tx, const ScorecardRequest& request, const ScorecardProgress& progress) {
  if (!worth_sending(request, progress.all.card)) return;
  const auto code = request.agency.empty() ? replies::Code::opd_rekap_all : replies::Code::opd_rekap;
  enqueue_message(tx, request.to, tx.rules.templates.render(code, fields_of(tx.rules, request, progress)),
                  request.answers ? Purpose::agency_reply : Purpose::news, std::nullopt,
                  std::max(tx.now, request.not_before), request.answers);
}

/// Requests it for every contact of the role; those above the agencies get the figures of all.
void request_summary(Transaction& tx, const Summary& summary, Instant slot) {
  const auto& rules = tx.rules;
  const auto span = calendar::before(summary.period, slot, rules.calendar);
  const bool late = tx.now - slot > on_time;
  ScorecardRequest request;
  request.from = span.from, request.until = span.to;
  request.not_before = late ? rules.forwarding.window.next_open(tx.now, rules.calendar) : tx.now;
  const auto to = [&](const routing::Agency& agency) {
    for (const auto& contact : rules.directory.exactly(agency, summary.to)) {
      request.to = tx.person(contact.phone);
      tx.store.add_scorecard_request(request);
    }
  };
  if (summary.to >= routing::Role::coordinator) return to(rules.directory.coordinator());
  for (const auto& agency : rules.directory.agencies) {
    request.agency = agency.code;
    to(agency);
  }
}

}  // namespace

bool advance_scorecard(Transaction& tx, ScorecardProgress& progress) {
  const auto request = tx.store.next_scorecard_request();
  if (!request || progress.request != request->id) progress = {};
  if (!request) return false;
  if (!progress.request) progress.request = request->id, progress.at.counted = request->from;
  const auto assignments = tx.store.assignments_after(request->agency, progress.at, request->until, slice);
  for (const auto& a : assignments) {
    scorecard::add(progress.all, a, tx.now);
    if (request->agency.empty()) scorecard::add(progress.by_agency[a.agency], a, tx.now);
  }
  if (assignments.size() == slice) {
    progress.at = {assignments.back().counted, assignments.back().ticket, assignments.back().agency};
    return true;
  }
  send(tx, *request, progress);
  tx.store.finish_scorecard_request(request->id);
  progress = {};
  return tx.store.next_scorecard_request().has_value();
}

void request_due_summaries(Transaction& tx) {
  for (const auto& summary : tx.rules.summaries) {
    const auto slot = calendar::latest(summary.at, tx.now, tx.rules.calendar);
    const auto last = tx.store.get<settings::SummarySent>(summary.name);
    if (last && last->slot >= slot) {
      // A clock that was far ahead must not silence it until then.
      if (last->slot <= calendar::next(summary.at, tx.now, tx.rules.calendar)) continue;
    }
    tx.store.set(summary.name, settings::SummarySent{slot});
    if (last && last->slot < slot) request_summary(tx, summary, slot);  // a new one begins with its next time
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
