// Small values that outlive the process.
#include "store/store.hpp"

namespace lapor::store {

std::string SqlStore::setting(std::string_view name) {
  auto row = tx().query("SELECT value FROM fact WHERE name = ?", name);
  return row.step() ? row.text(0) : std::string{};
}

void SqlStore::set_setting(std::string_view name, std::string_view value) {
  tx().query(
          "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = "
          "excluded.value",
          name, value)
      .run();
}

}  // namespace lapor::store
