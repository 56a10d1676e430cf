// Judges whether SQLite's plan of a statement stays cheap while the database grows.
#pragma once
#include <string>

#include "store/db.hpp"

namespace lapor::test {

/// The step of a statement's plan that scans a table, sorts more than is due, or reads rows older than the
/// time that the statement asks from; "" if the plan has none, or if the statement is no SELECT, UPDATE or
/// DELETE of the engine.
std::string slow_step(store::Database& db, const std::string& sql);

/// The first statement prepared by `db` with a slow step, and that step; "" if there is none. A statement
/// that was judged once in this process is not judged again.
std::string slow_statement(store::Database& db);

}  // namespace lapor::test
