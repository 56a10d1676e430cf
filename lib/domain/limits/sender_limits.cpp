#include "domain/limits/sender_limits.hpp"

namespace lapor::limits {

ReportTaken take_report(const SenderLimits& limits, const SenderCounts& counts, bool urgent) {
  // An emergency is taken also from a number under which somebody else floods.
  if (urgent && counts.urgent < limits.urgent_per_hour) return ReportTaken::as_it_is;
  if (counts.reports >= limits.reports_per_hour || counts.parts > limits.parts_per_hour)
    return ReportTaken::set_aside;
  if (urgent && counts.urgent >= limits.urgent_per_hour) return ReportTaken::without_urgency;
  return ReportTaken::as_it_is;
}

bool is_first_held(const SenderCounts& counts) { return counts.held == 0; }

}  // namespace lapor::limits
