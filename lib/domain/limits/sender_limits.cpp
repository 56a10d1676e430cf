#include "domain/limits/sender_limits.hpp"

namespace lapor::limits {

ReportAdmission admit_report(const SenderLimits& limits, const SenderCounts& counts, bool urgent) {
  // An emergency is taken also from a number under which somebody else floods.
  if (urgent && counts.urgent < limits.urgent_per_hour) return ReportAdmission::as_it_is;
  if (counts.reports >= limits.reports_per_hour || counts.parts > limits.parts_per_hour)
    return ReportAdmission::quarantine;
  if (urgent && counts.urgent >= limits.urgent_per_hour) return ReportAdmission::without_urgency;
  return ReportAdmission::as_it_is;
}

bool is_first_quarantined(const SenderCounts& counts) { return counts.quarantined == 0; }

}  // namespace lapor::limits
