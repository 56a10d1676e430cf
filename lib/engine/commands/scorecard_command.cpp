#include "engine/commands/scorecard_command.hpp"

#include <algorithm>

namespace lapor::engine {
namespace {

constexpr int days_looked_back = 30;  ///< today included

/// True for the roles above the agencies, and for the coordinator, though an agency's contacts name them.
bool sees_all(Transaction& tx, const Sender& from) {
  const auto& directory = tx.rules.directory;
  const auto coordinators = directory.exactly(directory.coordinator(), routing::Role::coordinator);
  const auto phone = tx.store.address(from.person).text;
  return !from.office.above.empty() || std::any_of(coordinators.begin(), coordinators.end(),
                                                   [&](const auto& c) { return c.phone == phone; });
}

}  // namespace

std::optional<TicketId> request_scorecard(Transaction& tx, const Sender& from) {
  if (!may_answer(tx, from.addressee, replies::Code::opd_rekap)) return std::nullopt;
  const auto& calendar = tx.rules.calendar;
  const auto today = calendar.local_day(tx.now);
  const auto span = calendar::days_of(today - std::chrono::days{days_looked_back - 1}, today, calendar);
  ScorecardRequest request;
  request.to = from.person;
  request.from = span.from, request.until = span.to;
  request.not_before = tx.now;
  request.answers = from.addressee.message;
  for (const auto& agency : sees_all(tx, from) ? std::vector<std::string>{""} : from.office.agencies) {
    request.agency = agency;
    tx.store.add_scorecard_request(request);
  }
  return std::nullopt;
}

}  // namespace lapor::engine
