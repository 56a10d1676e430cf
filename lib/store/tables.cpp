#include "store/tables.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/expect.hpp"
#include "store/db.hpp"
#include "store/migrate.hpp"

namespace lapor::store {
namespace {

Column::Type type_of(const std::string& declared) {
  if (declared == "INTEGER") return Column::Type::integer;
  LAPOR_EXPECT(declared == "TEXT" || declared == "BLOB");
  return declared == "TEXT" ? Column::Type::text : Column::Type::bytes;
}

/// The tables that this table's rows refer to, by the columns that do.
std::map<std::string, std::string> references(Database& db, const std::string& table) {
  std::map<std::string, std::string> out;
  auto row = db.query("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)", table);
  while (row.step()) out[row.text(0)] = row.text(1);
  return out;
}

Table read_table(Database& db, const std::string& name, const std::string& sql) {
  Table out;
  out.name = name;
  const auto refers = references(db, name);
  std::map<std::int64_t, std::size_t> key;  // by the place in it
  auto row = db.query("SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid", name);
  while (row.step()) {
    if (row.integer(2) > 0) key[row.integer(2)] = out.columns.size();
    const auto to = refers.find(row.text(0));
    out.columns.push_back({row.text(0), type_of(row.text(1)), to != refers.end() && to->second == name});
  }
  for (const auto& [place, column] : key) out.key.push_back(column);
  const auto& first = out.key.empty() ? std::string{} : out.columns[out.key.front()].name;
  out.numbers_rows = out.key.size() == 1 && (first == "id" || first == "serial");
  out.never_reuses = sql.find("AUTOINCREMENT") != sql.npos;
  return out;
}

}  // namespace

std::vector<Table> tables() {
  Database db(":memory:");
  migrate(db);
  std::vector<Table> left, out;
  auto row = db.query(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  while (row.step()) left.push_back(read_table(db, row.text(0), row.text(1)));
  std::set<std::string> placed;
  const auto ready = [&](const Table& table) {
    return std::ranges::all_of(references(db, table.name), [&](const auto& reference) {
      return reference.second == table.name || placed.contains(reference.second);
    });
  };
  while (!left.empty()) {
    const auto next = std::ranges::find_if(left, ready);
    LAPOR_EXPECT(next != left.end());
    placed.insert(next->name);
    out.push_back(std::move(*next));
    left.erase(next);
  }
  return out;
}

}  // namespace lapor::store
