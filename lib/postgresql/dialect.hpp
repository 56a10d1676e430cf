// Where PostgreSQL reads SQL otherwise than SQLite. lib/store writes each statement once, for SQLite and in
// words that both understand; what is left is translated here, once a connection and statement. Pure.
//
//   | lib/store             | PostgreSQL                                                               |
//   |-----------------------|--------------------------------------------------------------------------|
//   | ?  ?2  :name          | $1, $2 …: a name gets the number of its first place                      |
//   | INDEXED BY index      | nothing: PostgreSQL chooses by its statistics                            |
//   | instr(text, part)     | strpos(text, part)                                                       |
//   | the id of an INSERT   | RETURNING id (of a ticket: serial), see `returning_id`                   |
//
// What lib/store must not write, because the two differ silently or no translation is simple: ifnull
// (coalesce), max or min of two values, IS and IS NOT between values (IS [NOT] DISTINCT FROM), INSERT OR …,
// iif (CASE), x'' (bind a Blob), random(), an integer as a condition (flag = 1). A test looks for them.
#pragma once
#include <string>
#include <string_view>

namespace lapor::postgresql {

std::string translated(std::string_view sql);
/// An INSERT of one row, already translated, that gives the id of the row.
std::string returning_id(std::string_view insert);

}  // namespace lapor::postgresql
