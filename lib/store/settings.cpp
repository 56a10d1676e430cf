// Small values that outlive the process.
#include "store/store.hpp"

namespace lapor::store {

std::string SqliteStore::setting(std::string_view name) {
  auto row = tx().query("SELECT value FROM fact WHERE name = ?", name);
  return row.step() ? row.text(0) : std::string{};
}

void SqliteStore::set_setting(std::string_view name, std::string_view value) {
  tx().query("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", name, value).run();
}

}  // namespace lapor::store
