// REKAP: a scorecard by SMS.
#pragma once
#include "engine/commands/sender.hpp"

namespace lapor::engine {

/// Requests the scorecard of the last thirty days: of all agencies for the coordinator and those above, of
/// their own for others. It is computed and sent by later transactions (housekeeping/scorecard_sms). Returns
/// nullopt: it concerns no ticket.
std::optional<TicketId> request_scorecard(Transaction& tx, const Sender& from);

}  // namespace lapor::engine
