// Where PostgreSQL reads SQL otherwise than SQLite. lib/store writes each statement once, for SQLite and in
// words that both understand; what is left is translated here, once a connection and statement. Pure.
//
//   | lib/store             | PostgreSQL                                                               |
//   |-----------------------|--------------------------------------------------------------------------|
//   | ?  ?2  :name          | $1, $2 …: a name gets the number of its first place                      |
//   | INDEXED BY index      | nothing: PostgreSQL chooses by its statistics                            |
//   | instr(text, part)     | strpos(text, part)                                                       |
//   | the id of an INSERT   | ours, see `with_own_id`, or RETURNING, see `returning_id`                |
//
// What lib/store must not write, because the two differ silently or no translation is simple: ifnull
// (coalesce), max or min of two values, IS and IS NOT between values (IS [NOT] DISTINCT FROM), INSERT OR …,
// iif (CASE), x'' (bind a Blob), random(), an integer as a condition (flag = 1). A test looks for them.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lapor::postgresql {

std::string translated(std::string_view sql);
/// An INSERT of one row, already translated, that gives the id of the row.
std::string returning_id(std::string_view insert);

/// An INSERT whose row gets an id that we have drawn from the table's sequence, so that nobody waits for it.
struct NumberedInsert {
  std::string table;
  std::string sql;  ///< with the id as its last value
};
/// Of an INSERT of one row with `values` values, already translated. nullopt if only the server can tell the
/// id: of a ticket, whose serials have no gaps, and of a row that may be there already.
std::optional<NumberedInsert> with_own_id(std::string_view insert, std::size_t values);

}  // namespace lapor::postgresql
