#include "support/statement_probe.hpp"

#include <sqlite3.h>

#include <string_view>

namespace lapor::store {

void StatementProbe::count_into(Database& db, std::int64_t& count) {
  const auto begun = [](unsigned, void* counted, void*, void* text) {
    const std::string_view sql = static_cast<const char*>(text);
    if (!sql.starts_with("--")) ++*static_cast<std::int64_t*>(counted);  // "-- TRIGGER name"
    return 0;
  };
  sqlite3_trace_v2(db.db_, SQLITE_TRACE_STMT, begun, &count);
}

int StatementProbe::times_replanned(const Database& db) {
  int times = 0;
  for (const auto& [sql, kept] : db.kept_)
    times += sqlite3_stmt_status(kept->handle_, SQLITE_STMTSTATUS_REPREPARE, 0);
  return times;
}

}  // namespace lapor::store
