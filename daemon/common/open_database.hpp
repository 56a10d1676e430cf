// Opens the database that the configuration names: a file below state_dir, or a PostgreSQL server.
#pragma once
#include <memory>
#include <string>

#include "config/config.hpp"
#include "store/store.hpp"

namespace lapor::daemon {

/// The database in one word, for the command line of lapord's own children.
std::string database_word(const config::Config& config);

/// `first`: looks for damage, and makes the database if there is none. \throws StoreFailure, Unusable,
/// NoPermission
std::unique_ptr<store::SqlStore> open_to_write(const config::Config& config, bool first);
/// Opens a database that several gateways share, for one that stands by. \pre it is on a server \throws the
/// same
std::unique_ptr<store::Connection> open_to_watch(const config::Config& config);
/// Opens it for reading beside the writer. \throws the same
std::unique_ptr<store::SqlStore> open_to_read(const std::string& database_word);

}  // namespace lapor::daemon
