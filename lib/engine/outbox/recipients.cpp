#include "engine/outbox/recipients.hpp"

#include <algorithm>

#include "domain/routing/conflict_of_interest.hpp"

namespace lapor::engine {
namespace {

bool handles_confidential_matters(const Rules& rules, const routing::Agency& agency) {
  return std::any_of(agency.categories.begin(), agency.categories.end(), [&](const auto& code) {
    const auto* category = rules.vocabulary.category(code);
    return category && category->confidential;
  });
}

/// The operators of this agency, else the first role upward in which somebody may know of the ticket.
std::vector<routing::Contact> who_may_know(const Rules& rules, const Ticket& t,
                                           const routing::Agency& agency) {
  auto role = routing::Role::operator_;
  while (true) {
    auto found = rules.directory.reach(agency, role);
    std::erase_if(found, [&](const auto& contact) {
      return routing::belongs_to(rules.directory, t.excluded_agencies, contact.phone);
    });
    if (!found.empty() || role == routing::Role::governor) return found;
    role = static_cast<routing::Role>(static_cast<int>(role) + 1);
  }
}

}  // namespace

bool is_excluded(const Ticket& t, std::string_view agency) {
  return std::find(t.excluded_agencies.begin(), t.excluded_agencies.end(), agency) !=
         t.excluded_agencies.end();
}

bool is_configured_phone(const Rules& rules, const std::string& phone) {
  const auto has = [&](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), phone) != list.end();
  };
  return routing::office_of(rules.directory, phone).any() || has(rules.alerts.phones) ||
         has(rules.own_numbers);
}

bool is_reporter(TicketsPort& tickets, const Ticket& t, PersonId person) {
  if (t.reporter == person) return true;
  const auto others = tickets.followers(t.id);
  return std::find(others.begin(), others.end(), person) != others.end();
}

const routing::Agency& coordinator_for(const Rules& rules, const Ticket& t) {
  const auto& coordinator = rules.directory.coordinator();
  if (!is_excluded(t, coordinator.code)) return coordinator;
  for (const auto& agency : rules.directory.agencies)
    if (!is_excluded(t, agency.code) && handles_confidential_matters(rules, agency)) return agency;
  return coordinator;
}

std::vector<routing::Contact> operators_for(const Rules& rules, const Ticket& t) {
  return who_may_know(rules, t, rules.directory.holder(t.agency));
}

std::vector<routing::Contact> coordinators_for(const Rules& rules, const Ticket& t) {
  return who_may_know(rules, t, coordinator_for(rules, t));
}

}  // namespace lapor::engine
