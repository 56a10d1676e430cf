// The queue's promises: which text goes to which modem, and what every end of an attempt means.
// Internal to lib/engine.
#pragma once
#include "engine/ports/transaction.hpp"
#include "engine/sending/modem_pool.hpp"

namespace lapor::engine {

/// Gives each modem that may send the next text that is for it: the attempt row first, the Submit after the
/// commit.
void schedule_sends(Transaction& tx, ModemPool& pool);
/// Attempts without an outcome that no worker holds: cut off before the point of no return, in doubt after
/// it.
void resolve_orphaned_attempts(Transaction& tx, const ModemPool& pool);

void record_release(Transaction& tx, const Prompted& event, const ModemPool& pool);
void accept(Transaction& tx, const SendAccepted& event, ModemPool& pool);
void refuse(Transaction& tx, const SendRefused& event, ModemPool& pool);
void doubt(Transaction& tx, const SendInDoubt& event, ModemPool& pool);
void cut_off(Transaction& tx, const SendAborted& event, ModemPool& pool);

/// Texts in doubt whose receipt didn't come in time: once more, or given up. MessageQueued texts that are too
/// old.
void expire_and_retry(Transaction& tx);

/// A receipt settles an attempt in doubt, ends a text that was sent; early, late, twice or unknown it does no
/// harm.
void apply_status_report(Transaction& tx, const StatusReportReceived& event);

}  // namespace lapor::engine
