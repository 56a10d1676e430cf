// What came in.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/inbound.hpp"

namespace lapor::engine {

class InboxPort {
 public:
  virtual ~InboxPort() = default;
  /// Stores a segment. nullopt, and nothing stored, where one with the same sender, service centre time, user
  /// data header and payload is known: this is what makes reading a slot twice harmless.
  virtual std::optional<SegmentId> insert_if_new(const NewSegment& segment) = 0;
  /// Segments of the group that belong to no message yet, in order of arrival.
  virtual std::vector<WaitingSegment> waiting(const ConcatGroup& group) = 0;
  /// Groups whose first waiting segment came before `before`.
  virtual std::vector<ConcatGroup> stale_groups(Instant before, std::size_t limit) = 0;
  virtual void assign_to_inbound(std::span<const SegmentId> segments, InboundId into) = 0;
  /// The message made of this group with a gap, if it was received since then; the newest. nullopt where
  /// there is none.
  virtual std::optional<InboundId> find_incomplete(const ConcatGroup& group, Instant since) = 0;
  virtual InboundId add_inbound(const NewInboundMessage& message) = 0;
  /// What the message was read as, and the ticket that it concerned.
  virtual void set_result(InboundId message, std::string_view command, std::optional<TicketId> ticket) = 0;
  /// nullopt where it concerned none.
  virtual std::optional<TicketId> ticket_of(InboundId message) = 0;
  /// How many messages with exactly this text came from this sender since then, the present one included.
  virtual unsigned count_same_text(PersonId sender, std::string_view text, Instant since) = 0;
  /// The texts of this sender's messages received since then, newest first.
  virtual std::vector<std::string> recent_texts(PersonId sender, Instant since, std::size_t limit) = 0;
  /// How many of this sender's messages since then were read as this command.
  virtual unsigned count_commands(PersonId sender, std::string_view command, Instant since) = 0;
  /// Erases the payload of these segments. Their ids stay, so that they are still known.
  virtual void erase_payload(std::span<const SegmentId> segments) = 0;
  virtual void quarantine(const Quarantined& what) = 0;
};

}  // namespace lapor::engine
