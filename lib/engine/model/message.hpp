// Messages to send, and the attempts to send their segments: the two records of the outgoing queue.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/delivery/cause.hpp"
#include "domain/delivery/lifecycle.hpp"

namespace lapor::engine {

/// The purpose of a message. The order is the order of sending.
enum class Purpose : std::uint8_t {
  alert,         ///< to the operator's own phones
  urgent,        ///< a forward or a step that ignores the sending window, and the answer to an urgent report
  reply,         ///< an automatic answer to a citizen
  agency_reply,  ///< an answer to an officer
  operator_,     ///< laporctl send
  forward,       ///< a report to its agency
  news,          ///< unasked news and questions to a citizen
  escalation     ///< reminders and escalations
};
std::string_view name(Purpose purpose);
std::optional<Purpose> purpose(std::string_view name);

struct NewOutboundMessage {
  PersonId to;
  std::string text;
  Purpose purpose = Purpose::reply;
  std::optional<TicketId> ticket;
  std::optional<InboundId> answers;  ///< the message that it answers
  unsigned segments = 1;
  std::uint8_t concat_reference = 0;  ///< of several segments: in turn, for each recipient
  Instant created{}, not_before{}, expires{};
};

struct OutboundMessage {
  OutboundId id;
  PersonId to;
  std::string text;
  Purpose purpose = Purpose::reply;
  std::optional<TicketId> ticket;
  delivery::State state = delivery::State::queued;
  unsigned segments = 1;
  unsigned next_segment = 1;  ///< the one to be sent next, from 1
  std::uint8_t concat_reference = 0;
  unsigned refusals = 0;        ///< of the next segment and those before it
  unsigned times_in_doubt = 0;  ///< how often the next segment ended in doubt
  Instant created{};
  Instant not_before{};  ///< queued: earliest time of the next attempt; in doubt: when it is retried
  Instant expires{};
  std::optional<Instant> sent_at, delivered_at;
  std::string modem;  ///< of the last attempt; "" if none was made
  std::string error;  ///< why the last attempt failed, for an operator; else empty
};

/// A message that may go now.
struct SendableMessage {
  OutboundMessage message;
  std::string agency;  ///< of the ticket that it is about; "" if there is none
};

/// A text of ours, for knowing it again when it comes back.
struct SentText {
  std::string text;
  std::optional<TicketId> ticket;
};

/// The end of an attempt.
enum class Outcome : std::uint8_t {
  accepted,  ///< the modem gave a message reference
  refused,   ///< +CMS ERROR, +CME ERROR or ERROR
  not_sent,  ///< it ended before the final Ctrl-Z could leave
  in_doubt   ///< it ended after the Ctrl-Z may have left, without a result
};
std::string_view name(Outcome outcome);
std::optional<Outcome> outcome(std::string_view name);

/// One try to send one segment over one modem.
struct Attempt {
  AttemptId id;
  OutboundId message;
  PersonId to;
  unsigned segment = 1;
  std::string modem;
  Instant started{};
  std::optional<Instant>
      release_recorded_at;  ///< the point of no return: written before the Ctrl-Z may leave
  std::optional<Instant> ended;
  std::optional<Outcome> outcome;             ///< nullopt: under way
  std::optional<unsigned> message_reference;  ///< TP-MR, as the modem told it
  std::string message_id;                     ///< a carrier's name for it (SMPP); empty if there is none
  std::optional<delivery::Refusal> refusal;   ///< what the modem said where it refused
  std::string error;                          ///< the same for an operator
  std::optional<unsigned> tp_status;          ///< TP-ST of the last status report
  std::optional<Instant> status_report_at;
};

/// The earliest instant of each kind at which time alone changes something; nullopt: there is none.
struct NextTimers {
  std::optional<Instant> queued;          ///< a queued message may go that could not at the last scheduling
  std::optional<Instant> expiry;          ///< a queued message expires
  std::optional<Instant> in_doubt;        ///< a message in doubt is retried
  std::optional<Instant> ticket;          ///< next_timer_at of a ticket
  std::optional<Instant> erasure;         ///< somebody who asked for it may be erased
  std::optional<Instant> notification;    ///< a pending notification is due
  std::optional<Instant> oldest_segment;  ///< received; the multipart timeout counts from it
  bool answers_queued = false;            ///< whether they wait for long is looked at now and then
};

/// The steps at the end of a transaction that have work now. Mostly few have.
struct PendingWork {
  bool orphaned_attempts = false;  ///< attempts without an outcome that no worker holds
  bool erasures = false;           ///< people whose time for it has come; they may have an open ticket
  bool scorecards = false;         ///< scorecards that are owed
  bool notifications = false;      ///< pending ones that are due
};

}  // namespace lapor::engine
