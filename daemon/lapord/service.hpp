// The gateway put together: configuration, database, engine, modems and the operator's sockets on one thread.
// Its parts are known to service.cpp alone, so that code that starts a gateway compiles no Asio.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "common/install_paths.hpp"
#include "common/journal.hpp"
#include "config/config.hpp"
#include "control/asio_fwd.hpp"

namespace lapor::daemon {

class Service {
 public:
  /// Opens the database. `epoch`: in which it may write to one that gateways share.
  /// \throws StoreFailure, Unusable, NoPermission as store::make_store()
  Service(boost::asio::io_context& io, config::Config config, InstallLayout layout, const Journal& log,
          std::optional<std::int64_t> epoch = std::nullopt);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Opens the sockets, resolves what the last run left, starts the modems. After an error nothing has been
  /// started. Errors: conflict (another process answers on a socket), rejected.
  Result<void> start();
  /// Reads the configuration again; a bad file changes nothing.
  void reload();
  /// Takes no more work, lets sends in hand end for at most 40 s, then stops the io_context. A second call
  /// stops it at once.
  void stop();
  /// After the io_context has ended.
  int exit_status() const;
  /// True if the database proved damaged while it was in use.
  bool database_damaged() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lapor::daemon
