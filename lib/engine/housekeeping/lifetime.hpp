// Counts the days on which the gateway ran. A clock alone can't tell: the gateway may have been off, or the
// clock may have jumped.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Notes at most once an hour that the gateway runs. The next process starts its clock from there.
void record_alive(Transaction& tx);

/// `today` is lived, and before it `last` was (0: none). Notes the days between them as not lived, and
/// returns how many they are. Gaps that a clock noted while it was ahead are dropped. Days are local,
/// counted since 1970.
std::int64_t note_day(settings::UnlivedDays& unlived, std::int64_t last, std::int64_t today);

/// The days to add to `span` so that the time up to `today` holds a whole `span` of lived days.
std::chrono::days unlived_since(const settings::UnlivedDays& unlived, std::int64_t today, Duration span);

}  // namespace lapor::engine
