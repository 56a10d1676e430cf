// Erasure of personal data (UU 27/2022): for those who sent HAPUS DATA, and of numbers that are no longer
// needed.
#pragma once
#include <optional>

#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Erases the number and the words of those who asked, where nothing needs them any more.
void erase_who_asked(Transaction& tx);
/// Erases a slice of what retention deletes: numbers long after their last ticket closed, old payloads.
/// Returns when the next slice is due; nullopt if nothing is ever deleted.
std::optional<Instant> erase_inactive(Transaction& tx);

}  // namespace lapor::engine
