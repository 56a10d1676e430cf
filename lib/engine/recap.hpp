// The figures by SMS: to an officer who asks with REKAP, and at set times. Internal to lib/engine.
#pragma once
#include "engine/obey.hpp"

namespace lapor::engine {

/// Answers REKAP with the last thirty days: to the coordinator and those above of all agencies, to others of
/// theirs.
std::optional<Serial> recap(Turn& turn, const Sender& from);
/// Sends each summary whose time has come since it was last sent: once, however much time went by.
void send_summaries(Turn& turn);
/// When the next one is due; nothing if there is none.
std::optional<Instant> next_summary(const Rules& rules, Instant now);

}  // namespace lapor::engine
