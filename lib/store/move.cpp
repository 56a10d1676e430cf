#include "store/move.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

#include "base/utf8.hpp"
#include "store/db.hpp"
#include "store/migrate.hpp"
#include "store/tables.hpp"

namespace lapor::store {
namespace {

using engine::StoreFailure;
using Value = std::variant<std::monostate, std::int64_t, std::string>;  // monostate: NULL
using Row = std::vector<Value>;

[[noreturn]] void refuse(const std::string& why) {
  throw StoreFailure(StoreFailure::Kind::other, "store: " + why);
}

void put(Query& query, int index, const Value& value, Column::Type type) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    query.bind(index, *number);
  else if (const auto* text = std::get_if<std::string>(&value); text == nullptr)
    query.bind(index, std::nullopt);
  else if (type == Column::Type::bytes)
    query.bind(index, Blob{*text});
  else
    query.bind(index, std::string_view{*text});
}

std::string listed(const Table& table, const std::vector<std::size_t>& columns) {
  std::string out;
  for (const auto column : columns) out += (out.empty() ? "" : ", ") + table.columns[column].name;
  return out;
}

std::string marks(std::size_t n) {
  std::string out = "?";
  for (std::size_t i = 1; i < n; ++i) out += ", ?";
  return out;
}

std::vector<std::size_t> all_of(const Table& table) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) out.push_back(i);
  return out;
}

/// The rows of a table in the order of its key. They come page by page, because a server sends the rows of a
/// statement as a whole. A table without a key is one page.
class Rows {
 public:
  Rows(Connection& db, const Table& table)
      : db_(db),
        table_(table),
        select_(fmt::format("SELECT {} FROM {}", listed(table, all_of(table)), table.name)) {}

  /// nullptr after the last one.
  const Row* next() {
    if (at_ == page_.size() && !ended_) read_page();
    return at_ < page_.size() ? &page_[at_++] : nullptr;
  }

 private:
  static constexpr std::size_t most = 500;

  void read_page() {
    const Row last = page_.empty() ? Row{} : std::move(page_.back());
    const auto& key = table_.key;
    auto sql = select_;
    if (!last.empty()) sql += fmt::format(" WHERE ({}) > ({})", listed(table_, key), marks(key.size()));
    sql += " ORDER BY " + listed(table_, key.empty() ? all_of(table_) : key);
    if (!key.empty()) sql += fmt::format(" LIMIT {}", most);
    Query rows(db_, sql);
    if (!last.empty())
      for (std::size_t i = 0; i < key.size(); ++i)
        put(rows, static_cast<int>(i), last[key[i]], table_.columns[key[i]].type);
    page_.clear();
    at_ = 0;
    while (rows.step()) page_.push_back(read(rows));
    ended_ = key.empty() || page_.size() < most;
  }
  Row read(const Query& row) const {
    Row out;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const int at = static_cast<int>(i);
      if (row.null(at))
        out.emplace_back();
      else if (table_.columns[i].type == Column::Type::integer)
        out.emplace_back(row.integer(at));
      else
        out.emplace_back(row.text(at));
    }
    return out;
  }

  Connection& db_;
  const Table& table_;
  std::string select_;
  std::vector<Row> page_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

/// Removes from texts what PostgreSQL can't hold. \returns the number of texts that changed
std::int64_t clean(const Table& table, Row& row) {
  std::int64_t changed = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    auto* text = std::get_if<std::string>(&row[i]);
    if (text == nullptr || table.columns[i].type != Column::Type::text) continue;
    auto cleaned = utf8::clean(*text);
    if (cleaned == *text) continue;
    *text = std::move(cleaned);
    ++changed;
  }
  return changed;
}

/// The first place where the rows of `to` aren't those of `from`, cleaned; nullopt if all are.
std::optional<std::string> difference(const Table& table, Connection& from, Connection& to) {
  Rows theirs(from, table), ours(to, table);
  for (std::int64_t n = 1;; ++n) {
    const auto* original = theirs.next();
    const auto* copy = ours.next();
    if (original == nullptr && copy == nullptr) return std::nullopt;
    if (original == nullptr) return fmt::format("table {} has a row {}", table.name, n);
    if (copy == nullptr) return fmt::format("table {} has no row {}", table.name, n);
    Row expected = *original;
    clean(table, expected);
    for (std::size_t i = 0; i < expected.size(); ++i)
      if (expected[i] != (*copy)[i])
        return fmt::format("table {}, row {}: another {}", table.name, n, table.columns[i].name);
  }
}

std::optional<std::string> difference(const std::vector<Table>& tables, Connection& from, Connection& to) {
  for (const auto& table : tables)
    if (auto found = difference(table, from, to)) return found;
  return std::nullopt;
}

/// Inserts row by row. Columns that name a row of the same table, which may come later, are filled in at the
/// end.
class Filling {
 public:
  Filling(Connection& to, const Table& table)
      : to_(to),
        table_(table),
        insert_(fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, listed(table, all_of(table)),
                            marks(table.columns.size()))) {}

  void add(Row row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      if (table_.columns[i].names_own_table && row[i] != Value{})
        later_.push_back({i, std::exchange(row[i], Value{}), row[table_.key.front()]});
    Query insert(to_, insert_);
    for (std::size_t i = 0; i < row.size(); ++i)
      put(insert, static_cast<int>(i), row[i], table_.columns[i].type);
    insert.run();
  }
  void end() {
    for (const auto& [column, value, key] : later_) {
      Query update(to_, fmt::format("UPDATE {} SET {} = ? WHERE {} = ?", table_.name,
                                    table_.columns[column].name, listed(table_, table_.key)));
      put(update, 0, value, table_.columns[column].type);
      put(update, 1, key, Column::Type::integer);
      update.run();
    }
  }

 private:
  struct Later {
    std::size_t column;
    Value value, key;
  };
  Connection& to_;
  const Table& table_;
  std::string insert_;
  std::vector<Later> later_;
};

/// Rows that a migration put into the table come over like all others.
Moved::Rows carry_over(const Table& table, Connection& from, Connection& to, std::int64_t& cleaned) {
  Moved::Rows out{table.name};
  to.fire_triggers(table.name, false);
  to.query("DELETE FROM " + table.name).run();
  Filling filling(to, table);
  for (Rows rows(from, table); const auto* found = rows.next(); ++out.count) {
    Row row = *found;
    cleaned += clean(table, row);
    filling.add(std::move(row));
  }
  filling.end();
  if (table.numbers_rows) to.go_on_after(table.name, from.last_id(table.name));
  to.fire_triggers(table.name, true);
  return out;
}

void refuse_other_schema(Connection& db) {
  const auto newest = migrations().back().version;
  if (const auto has = db.schema(); has != newest)
    refuse(
        fmt::format("{} has schema {}, this version carries over {}: start this version's lapord on it once",
                    db.name(), has, newest));
}

void refuse_rows(const std::vector<Table>& tables, Connection& to) {
  Database fresh(":memory:");
  migrate(fresh);
  if (const auto found = difference(tables, fresh, to))
    refuse(fmt::format("{} isn't empty: {}; take a new database", to.name(), *found));
}

void compare(const std::vector<Table>& tables, Connection& from, Connection& to) {
  if (const auto found = difference(tables, from, to))
    refuse(fmt::format("{} isn't what {} is: {}", to.name(), from.name(), *found));
  for (const auto& table : tables)
    if (table.never_reuses && from.last_id(table.name) != to.last_id(table.name))
      refuse(fmt::format("{}, table {}: its rows are numbered from another one on", to.name(), table.name));
}

Moved fill(const std::vector<Table>& tables, Connection& from, Connection& to) {
  Moved out;
  for (const auto& table : tables) try {
      out.tables.push_back(carry_over(table, from, to, out.cleaned));
    } catch (const StoreFailure& e) {
      throw StoreFailure(e.kind, fmt::format("table {}: {}", table.name, e.what()));
    }
  compare(tables, from, to);
  out.last_serial = from.last_id("ticket");
  return out;
}

void commit(Connection& to) try { to.commit(); } catch (const StoreFailure& e) {
  throw StoreFailure(
      e.kind, fmt::format("{}; whether the rows are there shows when you ask again: {} isn't empty then",
                          e.what(), to.name()));
}

}  // namespace

void refuse_others(Connection& db) {
  if (const auto other = db.other_session())
    throw StoreFailure(StoreFailure::Kind::busy,
                       fmt::format("store: {} is connected to {}; stop it first", *other, db.name()));
}

Moved move(Connection& from, Connection& to) {
  const auto all = tables();
  for (auto* db : {&from, &to}) refuse_others(*db), refuse_other_schema(*db);
  Moved out;
  to.begin();
  try {
    refuse_rows(all, to);
    out = fill(all, from, to);
  } catch (...) {
    to.rollback();
    throw;
  }
  commit(to);
  compare(all, from, to);
  return out;
}

}  // namespace lapor::store
