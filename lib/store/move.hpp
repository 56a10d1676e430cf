// Carries all rows from one database over to another of the same schema: from the file to a server and back.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/connection.hpp"

namespace lapor::store {

struct Moved {
  struct Rows {
    std::string table;
    std::int64_t count = 0;
  };
  std::vector<Rows> tables;      ///< all of them
  std::int64_t cleaned = 0;      ///< texts that lost NUL or malformed UTF-8, which PostgreSQL can't hold
  std::int64_t last_serial = 0;  ///< the next ticket's is above this one
};

/// One transaction in `to`, which must be as its migrations made it. Every row is compared before COMMIT and
/// again after it; ids go on where `from` has stopped. `from` isn't changed.
/// \throws StoreFailure: says where, with no value of a row; `to` is then as it was, or the message says that
/// this is unknown
Moved move(Connection& from, Connection& to);

/// \throws StoreFailure (busy) if another session of the same user is connected. \pre not in a transaction
void refuse_others(Connection& db);

}  // namespace lapor::store
