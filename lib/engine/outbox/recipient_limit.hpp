// Limits the texts that nobody asked for: so many an hour to one phone.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// The earliest time for the text: `when`, or later if the phone had its texts of this hour.
Instant earliest_within_limit(Transaction& tx, PersonId to, Instant when);

}  // namespace lapor::engine
