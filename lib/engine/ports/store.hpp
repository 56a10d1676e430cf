// All that the engine asks of its store: eleven subjects, a port each. The engine owns these headers and
// lib/store implements them. The engine's rooms get all ports with the transaction.
//
// For every call: it needs an open transaction and may throw StoreFailure, which ends that transaction. Times
// are the gateway's wall clock. A list has at most `limit` rows. "Since" a time includes that time, "before"
// doesn't.
#pragma once
#include "engine/ports/accounts.hpp"
#include "engine/ports/erasure.hpp"
#include "engine/ports/inbox.hpp"
#include "engine/ports/notifications.hpp"
#include "engine/ports/outbox.hpp"
#include "engine/ports/people.hpp"
#include "engine/ports/scorecards.hpp"
#include "engine/ports/settings.hpp"
#include "engine/ports/sims.hpp"
#include "engine/ports/tickets.hpp"
#include "engine/ports/transactions.hpp"

namespace lapor::engine {

class Store : public TransactionPort,
              public PeoplePort,
              public ErasurePort,
              public InboxPort,
              public TicketsPort,
              public ScorecardsPort,
              public NotificationsPort,
              public OutboxPort,
              public SimsPort,
              public SettingsPort,
              public AccountsPort {};

}  // namespace lapor::engine
