// Segments as they lay on a SIM, and the messages made of them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/sms/inbound_segment.hpp"
#include "domain/sms/quarantine_cause.hpp"
#include "domain/sms/reassembly.hpp"
#include "domain/sms/storage_slot.hpp"

namespace lapor::engine {

/// Valid for the listing of one worker's life: once erased, a slot may hold another message.
using sms::StorageSlot;

/// A PIN was cut out of a text: what it is the right one for. Both lists are empty if it is wrong.
struct PinMatch {
  std::vector<std::string> agencies;  ///< codes of those whose PIN it is
  std::vector<TicketId> tickets;      ///< those whose forward told it
  std::string phone_code;             ///< that stood after it: "PIN 4321 KODE 5821"; else empty
  unsigned tries = 1;                 ///< PINs in the text; more than one prove nothing, and each counts
};

/// A segment to be stored.
struct NewSegment {
  PersonId sender;
  std::string modem;
  Instant received{};
  sms::InboundSegment segment;
  std::optional<sms::Concat> concat;                 ///< nullopt: it is a whole message
  std::optional<PinMatch> pin_match = std::nullopt;  ///< nullopt: no PIN was cut out of it
  Instant same_before{};  ///< without a service centre time: one received before is this one, read again
};

/// Names the segments that belong together. Two senders may use the same reference at the same time.
struct ConcatGroup {
  PersonId sender;
  sms::Concat concat;  ///< its `number` doesn't count
};

/// A stored segment whose message is not complete yet.
struct WaitingSegment {
  SegmentId id;
  sms::Piece piece;
  Instant received{};
  std::optional<PinMatch> pin_match = std::nullopt;
};

/// A message that was joined from a group, and what of it was taken.
struct JoinedMessage {
  InboundId id;
  std::vector<sms::Piece> pieces;
};

/// A whole message received.
struct NewInboundMessage {
  PersonId sender;
  std::string modem;  ///< "" if the message was completed by a time-out
  std::string text;   ///< UTF-8
  unsigned segments = 1;
  bool gap = false;  ///< a segment never came
  Instant received{};
};

/// A segment, a slot or a text that becomes no report: kept for a person to look at.
struct Quarantined {
  std::string modem;  ///< "" if it is a whole message
  sms::QuarantineCause cause = sms::QuarantineCause::unreadable;
  std::string raw;  ///< the bytes, or the text in UTF-8
  std::optional<PersonId> sender;
  Instant received{};
  std::string detail{};  ///< English, for people: what the modem said of a slot; else empty
};

}  // namespace lapor::engine
