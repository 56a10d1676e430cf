// Applies the events of a send to its attempt and its message.
#pragma once
#include "engine/api/events.hpp"
#include "engine/sending/modem_pool.hpp"

namespace lapor::engine {

/// Ends attempts that no worker holds: not sent where the release wasn't recorded, in doubt where it was.
/// Runs in every transaction, so a worker's death needs no code of its own.
void resolve_orphaned_attempts(Transaction& tx, const ModemPool& pool);

/// The modem waits for the Ctrl-Z: records the release (the point of no return), and gives the effect
/// ReleaseSubmit.
void record_release(Transaction& tx, const Prompted& event, const ModemPool& pool);
/// The modem gave a message reference.
void on_accepted(Transaction& tx, const SendAccepted& event, ModemPool& pool);
/// The modem refused: charged to the message, or to its SIM.
void on_refused(Transaction& tx, const SendRefused& event, ModemPool& pool);
/// The Ctrl-Z may have left.
void on_in_doubt(Transaction& tx, const SendInDoubt& event, ModemPool& pool);
/// The Ctrl-Z can't have left, unless the release was recorded: the record counts for more than the worker's
/// word.
void on_aborted(Transaction& tx, const SendAborted& event, ModemPool& pool);

/// Messages in doubt whose status report didn't come in time: retried, or given up. Queued messages that are
/// too old expire.
void expire_and_retry(Transaction& tx);

}  // namespace lapor::engine
