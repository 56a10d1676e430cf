// A database in which every table has a row, and no column of it is NULL.
#pragma once
#include "store/connection.hpp"

namespace lapor::test {

/// A new column gets a value by its type; one with a condition on its words needs a word of its own there.
/// The person's address is `phone`.
void fill_every_table(store::Connection& db);
inline constexpr const char* phone = "+628110000123";

}  // namespace lapor::test
