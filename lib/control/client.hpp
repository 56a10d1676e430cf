// laporctl's end of the control socket: one question, one answer, blocking.
#pragma once
#include <chrono>
#include <filesystem>

#include "base/error.hpp"
#include "control/json.hpp"

namespace lapor::control {

/// Sends a request and waits for its answer. Errors: retry_later (nobody there, no answer in time), rejected
/// (no permission), corrupt (the answer isn't one).
Result<Json> ask(const std::filesystem::path& socket, const Json& request, std::chrono::seconds timeout);
/// True if somebody accepts connections there.
bool reachable(const std::filesystem::path& socket);

}  // namespace lapor::control
