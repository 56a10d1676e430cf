// Limits of one sender in an hour. No honest citizen reaches them; texts beyond them are quarantined, never
// lost. Pure.
#pragma once
#include <cstdint>

namespace lapor::limits {

/// 0 in any of them: nothing of that kind is taken.
struct SenderLimits {
  unsigned reports_per_hour = 10;    ///< new tickets; further reports are quarantined for the coordinator
  unsigned urgent_per_hour = 2;      ///< of them urgent; further ones are opened as ordinary
  unsigned additions_per_hour = 5;   ///< of which the agency hears; further ones are in the record alone
  unsigned parts_per_hour = 40;      ///< of all their texts; reports in texts beyond are quarantined
  unsigned incomplete_per_hour = 2;  ///< long texts of which a part never came; further ones are quarantined
};

/// Counts of this sender within the hour. The present message is counted in `parts` only.
struct SenderCounts {
  unsigned reports = 0, urgent = 0;  ///< tickets opened
  unsigned parts = 0;                ///< of texts of any kind
  unsigned quarantined = 0;          ///< reports that were put into quarantine
};

enum class ReportAdmission : std::uint8_t {
  as_it_is,
  without_urgency,  ///< opened as an ordinary one
  quarantine        ///< no ticket; a person reads it in the quarantine
};
ReportAdmission admit_report(const SenderLimits& limits, const SenderCounts& counts, bool urgent);
/// True if the coordinator must be told that a report of this sender is in quarantine: it is the first one
/// within the hour.
bool is_first_quarantined(const SenderCounts& counts);

}  // namespace lapor::limits
