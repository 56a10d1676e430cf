// The texts that notifications become: a forward, a digest of forwards, or one text for all the steps that a
// contact hears of.
#pragma once
#include <string>
#include <vector>

#include "engine/model/notification.hpp"
#include "engine/model/ticket.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// The tickets of these notifications, each once, the most overdue first.
std::vector<Ticket> tickets_of(Transaction& tx, const std::vector<Notification>& notifications);

/// OPD_NEW, OPD_REOPENED or, to the coordinator for a ticket that was given back, OPD_DECIDE.
std::string forward_text(Transaction& tx, const Notification& notification, const Ticket& ticket);
/// ". PIN 4821" where the ticket's agency wants a PIN for each forward; else "".
std::string proof_mark(Transaction& tx, const Ticket& ticket);
/// OPD_DIGEST. \pre notifications isn't empty
std::string digest_text(Transaction& tx, const std::vector<Notification>& notifications);
/// OPD_REMIND to the operator of the tickets' agency; to superiors OPD_ESC, OPD_ESC_MANY or OPD_UNREACHED.
/// \pre tickets isn't empty
std::string steps_text(Transaction& tx, PersonId to, const std::vector<Ticket>& tickets);

}  // namespace lapor::engine
