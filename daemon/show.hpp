// The answers of laporctl as tables for people, at most 80 columns wide. Pure.
#pragma once
#include <string>

#include "control/json.hpp"
#include "doctor.hpp"

namespace lapor::daemon {

/// Whatever a stranger wrote is escaped, so that it can't steer the terminal.
std::string show_status(const control::Json& status, bool colour = false);
/// What happened last: `laporctl recent`.
std::string show_recent(const control::Json& events);
std::string show_tickets(const control::Json& tickets);
std::string show_access(const control::Json& accesses);
std::string show_queue(const control::Json& tickets);
/// What was set aside: a list, or one with its bytes in hexadecimal.
std::string show_quarantine(const control::Json& rows);
std::string show_ticket(const control::Json& ticket);
std::string show_messages(const control::Json& messages);
std::string show_scorecard(const control::Json& cards);
/// Every field of the JSON as a column, safe for a spreadsheet.
std::string scorecard_csv(const control::Json& cards);
std::string show_events(const control::Json& events);
std::string show_findings(const Findings& findings, bool colour);
std::string show_explanation(const control::Json& explanation);

}  // namespace lapor::daemon
