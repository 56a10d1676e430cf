// The answers of laporctl as tables for people, at most 80 columns wide. Pure.
#pragma once
#include <string>

#include "doctor.hpp"
#include "edge/json.hpp"

namespace lapor::daemon {

/// Whatever a stranger wrote is escaped, so that it can't steer the terminal.
std::string show_status(const edge::Json& status, bool colour = false);
/// What happened last: `laporctl recent`.
std::string show_recent(const edge::Json& events);
std::string show_tickets(const edge::Json& tickets);
std::string show_access(const edge::Json& accesses);
std::string show_queue(const edge::Json& tickets);
/// What was set aside: a list, or one with its bytes in hexadecimal.
std::string show_quarantine(const edge::Json& rows);
std::string show_ticket(const edge::Json& ticket);
std::string show_messages(const edge::Json& messages);
std::string show_scorecard(const edge::Json& cards);
/// Every field of the JSON as a column, safe for a spreadsheet.
std::string scorecard_csv(const edge::Json& cards);
std::string show_events(const edge::Json& events);
std::string show_findings(const Findings& findings, bool colour);
std::string show_explanation(const edge::Json& explanation);

}  // namespace lapor::daemon
