// One run of the gateway, from its start to the signal or the fault that ends it.
#pragma once
#include "common/install_paths.hpp"
#include "common/journal.hpp"
#include "config/config.hpp"
#include "control/asio_fwd.hpp"

namespace lapor::daemon {

struct RunEnd {
  int exit_status = 0;
  bool database_damaged = false;
};

/// Serves until SIGTERM or SIGINT comes, or the database is beyond help; SIGHUP reloads the configuration.
/// Where gateways share the database, it stands by until it may write, and ends when another one has taken
/// over. The database is closed when this returns. \throws StoreFailure when the database can't be opened
RunEnd run_until_stopped(config::Config config, const InstallLayout& layout, const Journal& log);

/// Runs the handlers of `io` until it is stopped. A broken precondition ends the handler that met it: it is
/// logged, and the others go on. Every other exception comes out.
void run_handlers(boost::asio::io_context& io, const Journal& log);

}  // namespace lapor::daemon
