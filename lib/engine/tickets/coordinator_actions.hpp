// What the coordinator decides about a ticket, by SMS or at laporctl. Each moves the ticket by the table and
// tells everybody whom it concerns. Internal to lib/engine.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Why it can't be done, in English, for the operator; nothing: it is done.
using Refusal = std::optional<std::string>;

/// To this agency, or back to it. Never to one that a confidential report is about.
Refusal route(Transaction& tx, Ticket& t, const routing::Agency& to, std::string_view actor,
              const std::string& note);
/// Closed as not to be acted on. `reason`: SPAM WENANG JELAS DUPL HUKUM.
Refusal reject(Transaction& tx, Ticket& t, std::string_view reason, std::string_view actor,
               const std::string& note);
/// Joins a ticket to an open one, which lives on; the reporters of both are told of it from then on.
Refusal merge(Transaction& tx, Ticket& t, Ticket& into, std::string_view actor);
/// Not about the same as the earlier report that it looks like: the queue says so no longer.
Refusal separate(Transaction& tx, const Ticket& t, std::string_view actor);
/// Opened again one level higher, without the citizen's limits.
Refusal reopen(Transaction& tx, Ticket& t, std::string_view actor, const std::string& note);
/// Asks the reporter; the ticket waits for the answer.
Refusal ask(Transaction& tx, Ticket& t, std::string_view actor, const std::string& question);
/// Given back by its agency: the coordinator decides. `why`: "TOLAK WENANG jalan nasional".
void return_to_coordinator(Transaction& tx, Ticket& t, const std::string& why);

}  // namespace lapor::engine
