// The newest things that a database file knows: they tell which of two files is the later one, whatever a
// clock says, and how far a wrong clock is off.
#pragma once
#include <optional>

#include "store/db.hpp"

namespace lapor::store {

/// The last serial that was given to a ticket. It only grows, also if the clock goes back.
std::int64_t last_serial(Database& db);
/// The last event's id; 0 without one.
std::int64_t last_event(Database& db);

/// The newest time in any row. The file knows nothing of what happened later.
Instant last_record(Connection& db);

/// The time at which the gateway last noted that it runs; nullopt if it never did.
std::optional<Instant> last_alive(Connection& db);

}  // namespace lapor::store
