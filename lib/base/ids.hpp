// Strong ids: a row id of one table can't be passed where another table's is meant.
#pragma once
#include <compare>
#include <cstdint>

namespace lapor {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  friend constexpr auto operator<=>(Id, Id) = default;
  constexpr explicit operator bool() const { return value != 0; }
};

using PersonId = Id<struct PersonTag>;      ///< a phone number, known only to the table of people
using SegmentId = Id<struct SegmentTag>;    ///< one SMS as it lay on the SIM
using InboundId = Id<struct InboundTag>;    ///< one whole text received
using OutboundId = Id<struct OutboundTag>;  ///< one whole text to send
using AttemptId = Id<struct AttemptTag>;    ///< one try to send one part of it
using ScorecardRequestId = Id<struct ScorecardRequestTag>;  ///< figures that somebody is owed
using NotificationId = Id<struct NotificationTag>;          ///< something an agency's contact is owed

}  // namespace lapor
