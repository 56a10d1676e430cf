#include "engine/outbox/recipient_limit.hpp"

#include <algorithm>

#include "domain/limits/recipient_limit.hpp"

namespace lapor::engine {

Instant earliest_within_limit(Transaction& tx, PersonId to, Instant when) {
  const auto nth = tx.store.nth_newest_unasked(to, tx.rules.limits.texts_per_phone_per_hour);
  return std::max(when, limits::earliest_text(nth, tx.now));
}

}  // namespace lapor::engine
