// A gateway whose database others share waits here until it may write: it has the lease then, and nobody else
// (decision 0028). Until then it touches no modem and changes no ticket.
#pragma once
#include <functional>
#include <memory>
#include <optional>

#include "common/install_paths.hpp"
#include "common/journal.hpp"
#include "config/config.hpp"
#include "control/asio_fwd.hpp"
#include "store/sharing.hpp"

namespace lapor::daemon {

/// This gateway's number, from the file gateway-number in the state directory. It is drawn and written where
/// there is none. \throws StoreFailure (io)
std::int64_t gateway_number(const std::filesystem::path& state_dir);

/// Waits for the lease, and answers laporctl meanwhile with the name of the active gateway. Returns the epoch
/// in which this gateway may write; nullopt if SIGTERM or SIGINT came first. SIGHUP reads the configuration
/// again.
/// \throws StoreFailure if the database can't be opened at the start, or is newer than this version; conflict
/// and rejected of the sockets as std::runtime_error
std::optional<std::int64_t> await_lease(boost::asio::io_context& io, config::Config& config,
                                        const InstallLayout& layout, const Journal& log);

/// After the gateway has ended: the others need not wait until it has been silent. What goes wrong is logged.
void give_lease_back(const config::Config& config, std::int64_t epoch, const Journal& log);

}  // namespace lapor::daemon
