// What waits for the coordinator, and for what.
#pragma once
#include <map>
#include <vector>

#include "control/render.hpp"
#include "engine/api/rules.hpp"

namespace lapor::control {

/// What a reader may see.
struct Eyes {
  Numbers numbers = Numbers::masked;
  bool confidential = false;
};

/// By id, which is oldest first: the ticket as render() shows it, with `waits_for` (verification, refusal,
/// confirming, routing, merging) and `cause`, and what the learned model would choose (`suggestion`,
/// `suggested_agency`, `suggestion_evidence`, all null where it has none). A ticket that waits for several
/// things has the first of them.
using QueueRows = std::map<TicketId, Json>;
QueueRows queue_rows(engine::Views& views, const engine::Rules& rules, std::size_t limit, Eyes eyes);

/// What nobody could read in the last seven days, though a person may have written it, oldest first. It is no
/// ticket: the row has its number in the `quarantine`, whose bytes `laporctl quarantine ID` shows.
std::vector<Json> unread_rows(engine::Views& views, Instant now, std::size_t limit);

}  // namespace lapor::control
