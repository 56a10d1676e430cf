// An officer's answer at the desk: the verbs of agencies as by SMS, by the same rules.
#pragma once
#include "engine/api/events.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Gives DeskReplied, or OrderRefused where the text is no answer to a ticket.
void answer_at_desk(Transaction& tx, const DeskAnswer& answer);

}  // namespace lapor::engine
