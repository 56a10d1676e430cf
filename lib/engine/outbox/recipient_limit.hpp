// When one more text that nobody asked for may go to a phone.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// `when`, or later, where the phone had its texts of the hour.
Instant within_limit(Transaction& tx, PersonId to, Instant when);

}  // namespace lapor::engine
