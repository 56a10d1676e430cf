// Scorecards that are to go out by SMS: computed piece by piece, then sent.
#pragma once
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace lapor::engine {

struct ScorecardRequest {
  ScorecardRequestId id;
  std::string agency;  ///< a code; "" for all agencies
  PersonId to;
  Instant from{}, until{};           ///< `until` is not included
  Instant not_before{};              ///< earliest time of the message
  std::optional<InboundId> answers;  ///< the REKAP that it answers; nullopt: a summary at a set time
};

/// A place among assignments, in the order in which they count.
struct AssignmentCursor {
  Instant counted{};
  TicketId ticket;
  std::string agency;
};

}  // namespace lapor::engine
