#include "support/filled_database.hpp"

#include <map>
#include <set>

#include "store/tables.hpp"

namespace lapor::test {
namespace {

using store::Column;

/// Words of columns whose condition allows some words alone.
const std::map<std::string, std::string> words{
    {"person.kind", "mobile"},       {"person.address", phone},         {"ticket.state", "forwarded"},
    {"part.coding", "octets"},       {"outgoing.purpose", "reply"},     {"outgoing.state", "queued"},
    {"attempt.outcome", "accepted"}, {"attempt.refusal_table", "none"}, {"notice.kind", "forward"},
    {"account.kind", "user"}};

/// Columns that hold a ticket's serial. Every other number is 1: the first row of each table, a flag, a
/// count.
const std::set<std::string> serials{"serial", "ticket", "joined_to", "earlier"};

void put(store::Query& row, int index, const std::string& table, const Column& column) {
  const auto word = words.find(table + "." + column.name);
  if (column.type == Column::Type::integer)
    row.bind(index, std::int64_t{serials.contains(column.name) ? 100001 : 1});
  else if (column.type == Column::Type::bytes)
    row.bind(index, store::Blob{std::string_view("\0\xff", 2)});
  else
    row.bind(index, word == words.end() ? column.name : word->second);
}

}  // namespace

void fill_every_table(store::Connection& db) {
  db.begin();
  for (const auto& table : store::tables()) {
    std::string names, marks;
    for (const auto& column : table.columns) {
      names += (names.empty() ? "" : ", ") + column.name;
      marks += marks.empty() ? "?" : ", ?";
    }
    db.fire_triggers(table.name, false);
    store::Query row(db, "INSERT INTO " + table.name + " (" + names + ") VALUES (" + marks + ")");
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      put(row, static_cast<int>(i), table.name, table.columns[i]);
    row.run();
    if (table.numbers_rows) db.go_on_after(table.name, table.name == "ticket" ? 100001 : 1);
    db.fire_triggers(table.name, true);
  }
  db.commit();
}

}  // namespace lapor::test
