// The statements that a database has prepared and keeps, for tests of their query plans, and how many it
// runs.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "store/db.hpp"

namespace lapor::store {

struct StatementProbe {
  static std::size_t count(const Database& db) { return db.kept_.size(); }
  static std::vector<std::string> texts(const Database& db) {
    std::vector<std::string> texts;
    for (const auto& [sql, kept] : db.kept_) texts.push_back(sql);
    return texts;
  }
  /// The number of times that SQLite planned a kept statement again. Only a change of the schema should cause
  /// that.
  static int times_replanned(const Database& db);
  /// Adds to `count` for each statement that is begun from now on, those of triggers left out. `count` must
  /// outlive `db`.
  static void count_into(Database& db, std::int64_t& count);
};

}  // namespace lapor::store
