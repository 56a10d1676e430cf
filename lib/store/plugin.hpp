// Connects to a PostgreSQL server by the plug-in lapord-postgresql. A gateway with its database in a file
// needs neither it nor libpq.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "store/connection.hpp"

namespace lapor::store {

/// The address of a database server, and the plug-in that connects to it.
struct Server {
  std::filesystem::path plugin;
  std::string conninfo;  ///< libpq's: "host=db1,db2 dbname=lapor", or a URI
};

/// \throws NoPermission, also when the plug-in isn't installed; Unusable; StoreFailure
std::unique_ptr<Connection> connect(const Server& server, Use use);

}  // namespace lapor::store
