// Answers as texts, where more than one command shows them or a test reads them. Pure.
#pragma once
#include <string>

#include "common/findings.hpp"
#include "control/json.hpp"
#include "laporctl/page.hpp"

namespace lapor::laporctl {

/// The help of --before for lists whose rows have ids.
inline constexpr auto before_help = "only rows below this id: the last one of a list";

std::string show_recent(const control::Json& events, const Page& page);
std::string show_status(const control::Json& status, const Page& page);
/// A ticket's state after an order; else what the answer says of itself.
std::string show_outcome(const control::Json& result);
std::string show_findings(const daemon::Findings& findings, bool colour);
std::string show_explanation(const control::Json& explanation);
std::string show_messages(const control::Json& messages, const Page& page);

}  // namespace lapor::laporctl
