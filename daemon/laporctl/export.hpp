// All tickets as CSV or NDJSON, page by page from the running gateway.
#pragma once
#include <functional>
#include <string>

#include "base/error.hpp"
#include "control/json.hpp"

namespace lapor::laporctl {

enum class ExportForm { csv, ndjson };

/// Gives one request to the gateway, for its result.
using AskGateway = std::function<Result<control::Json>(const control::Json& request)>;
/// False if the text could not be written.
using WriteText = std::function<bool(const std::string&)>;

/// Asks for page after page and writes each as it comes; the last row tells confidential tickets as figures.
/// After an error a part has been written. Errors: those of `ask`; rejected if it can't be written.
Result<void> export_tickets(control::Json request, const AskGateway& ask, ExportForm form,
                            const WriteText& write);

}  // namespace lapor::laporctl
