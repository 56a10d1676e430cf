// The tables and columns of the newest schema, read from the database that the migrations make. PostgreSQL
// has the same ones; a test compares them.
#pragma once
#include <string>
#include <vector>

namespace lapor::store {

struct Column {
  enum class Type { integer, text, bytes };
  std::string name;
  Type type = Type::integer;
  bool names_own_table = false;  ///< refers to a row of the table that it is in
};

struct Table {
  std::string name;
  std::vector<Column> columns;   ///< without generated ones
  std::vector<std::size_t> key;  ///< places of the primary key's columns, in its order; empty: there is none
  bool numbers_rows = false;     ///< the database gives each row a number
  bool never_reuses = false;     ///< and never the number of a row that is gone
};

/// All of them, each after those that its rows refer to.
std::vector<Table> tables();

}  // namespace lapor::store
