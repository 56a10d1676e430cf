#include "support/statement_probe.hpp"

#include <sqlite3.h>

namespace lapor::store {

int StatementProbe::times_replanned(const Database& db) {
  int times = 0;
  for (const auto& [sql, kept] : db.kept_)
    times += sqlite3_stmt_status(kept.handle, SQLITE_STMTSTATUS_REPREPARE, 0);
  return times;
}

}  // namespace lapor::store
