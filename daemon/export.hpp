// All tickets as CSV or NDJSON on stdout, page by page from the running gateway.
#pragma once
#include <cstdio>
#include <functional>
#include <string>

#include "base/error.hpp"
#include "control/json.hpp"

namespace lapor::daemon {

enum class ExportForm { csv, ndjson };

/// `ask` gets a request and gives the gateway's result. Writes as it goes; an error leaves a part on `out`.
Result<bool> export_tickets(control::Json request,
                            const std::function<Result<control::Json>(const control::Json&)>& ask,
                            ExportForm form, const std::function<bool(const std::string&)>& write);

}  // namespace lapor::daemon
