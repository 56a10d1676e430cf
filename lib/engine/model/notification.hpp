// A notification tells a contact of an agency about a ticket. It is pending until it is in a message to them.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace lapor::engine {

enum class NotificationKind : std::uint8_t { forward, reopened, escalation };
std::string_view name(NotificationKind kind);
std::optional<NotificationKind> notification_kind(std::string_view name);

/// Unique by ticket, recipient, kind and sequence, so that nobody is told the same twice.
struct Notification {
  NotificationId id;
  NotificationKind kind = NotificationKind::forward;
  TicketId ticket;
  PersonId to;
  unsigned sequence = 0;  ///< escalation: the step, from 1; forward and reopened: transfers + reopens
  bool urgent = false;
  Instant due{};                      ///< earliest time of its message
  std::optional<OutboundId> message;  ///< nullopt: pending
};

}  // namespace lapor::engine
