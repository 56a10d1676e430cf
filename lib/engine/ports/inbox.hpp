// Segments that arrived, the messages joined from them, and the quarantine.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/limits/sender_limits.hpp"
#include "engine/model/actor.hpp"
#include "engine/model/inbound.hpp"

namespace lapor::engine {

class InboxPort {
 public:
  virtual ~InboxPort() = default;
  /// Stores a segment. nullopt, and nothing stored, where one with the same sender, service centre time, user
  /// data header and payload is known: this is what makes reading a slot twice harmless.
  virtual std::optional<SegmentId> insert_if_new(const NewSegment& segment) = 0;
  /// The same for one that a carrier delivered, which has no service centre time. nullopt if it is known:
  /// the slot is, or another connection delivered the same in the last 48 hours and the carrier may not have
  /// read the acknowledgement. Such a record counts once, and is this slot's from now on.
  virtual std::optional<SegmentId> insert_delivery(const NewSegment& segment, const StorageSlot& slot) = 0;
  /// The carrier won't deliver these again: what insert_delivery() kept of them is dropped. Unknown slots are
  /// passed over.
  virtual void settle_deliveries(std::string_view modem, std::span<const StorageSlot> slots, Instant now) = 0;
  /// Segments of the group that belong to no message yet, in order of arrival.
  virtual std::vector<WaitingSegment> waiting(const ConcatGroup& group) = 0;
  /// Groups whose first waiting segment came before `before`.
  virtual std::vector<ConcatGroup> stale_groups(Instant before, std::size_t limit) = 0;
  /// These segments belong to this message and wait no longer.
  virtual void assign_to_inbound(std::span<const SegmentId> segments, InboundId into) = 0;
  /// The messages joined from this group that were received since then, the newest first. A segment whose
  /// payload was erased is told as such.
  virtual std::vector<JoinedMessage> joined(const ConcatGroup& group, Instant since) = 0;
  /// Stores a whole message and returns its id.
  virtual InboundId add_inbound(const NewInboundMessage& message) = 0;
  /// Stores the command that the message was read as, and the ticket that it concerned; nullopt for none.
  virtual void set_result(InboundId message, std::string_view command, std::optional<TicketId> ticket) = 0;
  /// The ticket that this message concerned; nullopt if it concerned none.
  virtual std::optional<TicketId> ticket_of(InboundId message) = 0;
  /// Counts messages with exactly this text from this sender since then, the present one included.
  virtual unsigned count_same_text(PersonId sender, std::string_view text, Instant since) = 0;
  /// The texts of this sender's messages received since then, newest first.
  virtual std::vector<std::string> recent_texts(PersonId sender, Instant since, std::size_t limit) = 0;
  /// Counts this sender's messages since then that were read as this command.
  virtual unsigned count_commands(PersonId sender, std::string_view command, Instant since) = 0;
  /// Counts this sender's messages since then that had a gap, the present one included.
  virtual unsigned count_incomplete(PersonId sender, Instant since) = 0;
  /// Counts what this sender did since then: reports that opened a ticket or were added to one, urgent
  /// tickets, parts of texts of any kind, and reports that were quarantined.
  virtual limits::SenderCounts sender_counts(PersonId sender, Instant since) = 0;
  /// True if a text of this sender came before then.
  virtual bool wrote_before(PersonId sender, Instant before) = 0;
  /// Erases the payload of these segments. Their ids stay, so that they are still known.
  virtual void erase_payload(std::span<const SegmentId> segments) = 0;
  /// Keeps a segment, a slot or a text in quarantine. A slot that nobody can read is kept once, however often
  /// it is read.
  virtual void quarantine(const Quarantined& what) = 0;
  /// The coordinator's queue shows this row no longer. False if there is no such row.
  virtual bool dismiss_quarantined(std::int64_t id, const Actor& actor) = 0;
};

}  // namespace lapor::engine
