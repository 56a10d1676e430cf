// Reading the configuration again while the gateway runs.
#pragma once
#include "common/install_paths.hpp"
#include "common/journal.hpp"
#include "config/config.hpp"
#include "control/gateway.hpp"

namespace lapor::daemon {

/// Reads the file of the running configuration again and puts it in its place, except the keys that need a
/// restart. A file with an error changes nothing. Logs what it did.
control::ReloadOutcome reload(config::Config& running, const InstallLayout& layout, const Journal& log);

}  // namespace lapor::daemon
