// Tickets and texts that wait for the coordinator, each with its reason.
#pragma once
#include <map>
#include <vector>

#include "control/render.hpp"
#include "engine/api/rules.hpp"

namespace lapor::control {

/// The rights of the reader.
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

/// Texts of the last seven days that couldn't be read, though a person may have written them; oldest first.
/// They are no tickets: a row has its number in the `quarantine`, whose bytes `laporctl quarantine ID` shows.
std::vector<Json> unread_rows(engine::Views& views, Instant now, std::size_t limit);

}  // namespace lapor::control
