// One run of lapord-web: from lapord's settings to its end.
#pragma once
#include <filesystem>

#include "common/journal.hpp"

namespace lapor::web {

/// Serves until SIGTERM or SIGINT. \returns the exit status: 69 if lapord can't be reached at the start, 78
/// if there is nowhere to listen
int serve(const std::filesystem::path& gateway_socket, const daemon::Journal& log);

}  // namespace lapor::web
