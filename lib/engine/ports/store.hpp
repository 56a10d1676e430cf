// All that the engine asks of its store: eleven subjects, a port each. lib/store and the tests answer; the
// engine owns these headers. A room of the engine that needs one subject takes that port alone.
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
              public AccountsPort {
 public:
  // Both ports have an update(); the type of the argument chooses.
  using OutboxPort::update;
  using TicketsPort::update;
};

}  // namespace lapor::engine
