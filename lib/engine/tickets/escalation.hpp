// Timers of tickets: escalations, reminders, and closing by silence.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Takes the steps of the escalation that are due, resumes those of broken promises, tells reporters of
/// missed dates, reminds them of questions, and closes what stays unanswered. 200 tickets at most; the rest
/// is due at once again.
void wake_tickets(Transaction& tx);

}  // namespace lapor::engine
