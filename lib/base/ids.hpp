// Strong ids: a row id of one table can't be passed where another table's is meant.
#pragma once
#include <compare>
#include <cstdint>

namespace lapor {

template <class Tag>
struct Id {
  std::int64_t value = 0;  ///< 0: none
  friend constexpr auto operator<=>(Id, Id) = default;
  constexpr explicit operator bool() const { return value != 0; }
};

using PersonId = Id<struct PersonTag>;              ///< a phone number, known only to the table of people
using TicketId = Id<struct TicketTag>;              ///< a ticket's number without its check digit
using SegmentId = Id<struct SegmentTag>;            ///< one SMS as it lay on the SIM
using InboundId = Id<struct InboundTag>;            ///< one whole message received
using OutboundId = Id<struct OutboundTag>;          ///< one whole message to send
using AttemptId = Id<struct AttemptTag>;            ///< one try to send one segment of it
using NotificationId = Id<struct NotificationTag>;  ///< something that a contact is to be told
using ScorecardRequestId = Id<struct ScorecardRequestTag>;  ///< a scorecard that is to go out by SMS

}  // namespace lapor
