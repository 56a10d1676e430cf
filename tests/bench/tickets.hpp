// A database as years of service leave it, made by SQL.
#pragma once
#include <string>

#include "sim/world.hpp"

namespace lapor::bench {

/// n tickets of the five years before w.now: one in fifty is open and unanswered, the others were closed.
void fill(test::World& w, int n);
/// A database with n tickets, until now.
void make_database(const std::string& path, int n);

}  // namespace lapor::bench
