// The rows that the engine and its store share: values, without SQL.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/delivery/lifecycle.hpp"
#include "domain/sms/inbound_segment.hpp"
#include "domain/ticket/lifecycle.hpp"

namespace lapor::engine {

using TicketId = std::int64_t;  ///< a ticket without its check digit

/// A place on a modem, valid for the listing of one worker's life.
struct StorageSlot {
  std::string storage;  ///< "SM", "ME"
  unsigned index = 0;
  friend auto operator<=>(const StorageSlot&, const StorageSlot&) = default;
};

/// A PIN was cut out of a text: for which agencies it was the right one.
struct PinMatch {
  std::vector<std::string> agencies;  ///< codes; empty: a wrong PIN
};

/// What tells one modem, and one SIM, from another; empty where the modem doesn't say.
struct Sim {
  std::string imei, imsi;
  friend bool operator==(const Sim&, const Sim&) = default;
};

/// What a SIM holds, as its operator said.
struct SimBalance {
  Instant asked{};
  std::optional<std::int64_t> amount;  ///< unknown where the last answer could not be read
  std::optional<Instant> read_at;
};

/// A SIM wants its PIN.
struct PinRequired {
  std::string modem;
  std::string card;  ///< the SIM's own number (ICCID), where the modem tells it before it is unlocked
  std::string pin;   ///< the configured one; empty: none
  std::optional<unsigned> tries_left;
  Instant at{};  ///< tells one question from the next
};

struct NewSegment {
  PersonId sender;
  std::string modem;
  Instant received{};
  sms::InboundSegment part;
  std::optional<sms::Concat> concat;
  std::optional<PinMatch> pin_match = std::nullopt;  ///< an officer's text had a PIN
};

/// Which parts belong together: two senders may use the same reference at the same time.
struct ConcatGroup {
  PersonId sender;
  sms::Concat concat;  ///< its number doesn't count
};

struct WaitingSegment {
  SegmentId id;
  unsigned number = 0;
  std::u16string text;
  Instant received{};
  std::optional<PinMatch> pin_match = std::nullopt;
};

/// One whole text received.
struct NewInboundMessage {
  PersonId sender;
  std::string modem;
  std::string text;  ///< UTF-8, whole
  unsigned parts = 1;
  bool gap = false;  ///< a part never came
  Instant received{};
};

struct Quarantined {
  std::string modem;
  std::string cause;  ///< "binary", "status", "unreadable: CORRUPTED", "fraud" …
  std::string raw;    ///< the bytes, or the text in UTF-8
  std::optional<PersonId> sender;
  Instant received{};
};

/// How far what is old was looked at, for being forgotten.
struct ErasureCursor {
  std::int64_t closed_ms = 0, serial = 0, inbound = 0, message = 0, part = 0, quarantine = 0;
};

/// A text in the database by or about a person.
enum class PersonalTextIn { inbound, message, ticket, event };
struct PersonalText {
  PersonalTextIn where = PersonalTextIn::inbound;
  std::int64_t id = 0;
  std::string text;
  bool own = true;  ///< by them, to them or out of their words; else an officer's about their ticket
};

/// Somebody looked at what people wrote.
struct AccessRecord {
  Instant at{};
  std::string actor;
  bool masked = false;  ///< over the view socket
  std::string what;     ///< "ticket", "messages", "quarantine", "export"
  std::optional<TicketId> ticket;
  std::string detail;
};

struct Ticket {
  TicketId serial = 0;
  ticket::State state = ticket::State::fresh;
  std::string kind = "LAPOR";          ///< LAPOR TANYA USUL
  std::string category, area, agency;  ///< codes; agency empty while with nobody
  std::string service_class = "ordinary";
  bool urgent = false, confidential = false, anonymous = false;
  std::string channel = "sms";
  PersonId reporter;
  std::string text;
  Instant created{};
  std::optional<Instant> forwarded_at;  ///< a modem first accepted the forward to the present agency
  std::optional<Instant> first_response_at;
  std::optional<Instant> due_at;  ///< the next deadline in force; null when paused or closed
  std::optional<Instant> closed_at;
  unsigned level = 0;                             ///< steps of the ladder climbed
  std::optional<Instant> escalation_clock_start;  ///< what the steps' times count from
  std::optional<Instant>
      next_timer_at;  ///< when time alone next acts on it: a step, an idle or an unanswered question
  std::optional<Instant> resolution_due;  ///< the answer class's deadline
  // What the deadlines count from, so that another calendar can count them again.
  std::optional<Instant> due_clock_start;         ///< when the clock of the present state started
  unsigned postponed_days = 0;                    ///< put off by so many working days: TUNDA
  std::optional<Instant> resolution_clock_start;  ///< moves on by what the ticket was paused
  unsigned transfers = 0, reopens = 0;
  std::optional<unsigned> rating;
  ticket::State state_before_question = ticket::State::forwarded;  ///< where need_info goes back to
  std::string return_reason;  ///< who gave it back and why, until the coordinator decides
  std::vector<std::string>
      excluded_agencies;                ///< codes of agencies that a confidential report must not reach
  std::optional<TicketId> merged_into;  ///< duplicate: the ticket that lives on
  bool reminder_sent = false;           ///< the reporter was reminded of the open question
  bool postponement_used = false;       ///< its agency used its TUNDA
  bool overdue_notice_sent = false;     ///< the reporter was told that resolution_due is past
};

struct TicketEvent {
  TicketId ticket = 0;
  Instant at{};
  std::string kind;    ///< "opened", "forwarded", "accept", "climbed" …
  std::string actor;   ///< "citizen", "agency BMCK", "gateway", "operator uid 1000"
  std::string detail;  ///< a note, a step, a cause; never a phone number
};

/// What a text is for; its order is the order of sending.
enum class Purpose {
  alert,         ///< to the operator's own phones
  urgent,        ///< a forward or a step that ignores the window
  reply,         ///< an automatic answer to a citizen
  agency_reply,  ///< an answer to an officer
  operator_,     ///< laporctl send
  forward,       ///< a report to its agency
  news,          ///< unasked news and questions to a citizen
  escalation     ///< reminders and escalations
};
std::string_view name(Purpose p);
std::optional<Purpose> purpose(std::string_view name);

struct NewOutboundMessage {
  PersonId to;
  std::string text;
  Purpose purpose = Purpose::reply;
  std::optional<TicketId> ticket;
  std::optional<InboundId> answers;  ///< the text it answers
  unsigned parts = 1;
  std::uint8_t reference = 0;  ///< concatenation reference, per recipient
  Instant created{}, not_before{}, expires{};
};

struct OutboundMessage {
  OutboundId id;
  PersonId to;
  std::string text;
  Purpose purpose = Purpose::reply;
  std::optional<TicketId> ticket;
  delivery::State state = delivery::State::queued;
  unsigned parts = 1, next_segment = 1;  ///< the part in hand, from 1
  std::uint8_t reference = 0;
  unsigned refusals = 0;        ///< of the part in hand and those before it
  unsigned times_in_doubt = 0;  ///< how often the part in hand ended in doubt
  Instant created{};
  Instant not_before{};  ///< queued: not earlier; unsure: when it is tried once more
  Instant expires{};
  std::optional<Instant> sent_at, delivered_at;
  std::string modem;  ///< of the last attempt
  std::string error;
};

enum class Outcome {
  accepted,  ///< the modem gave a reference
  refused,
  not_sent,  ///< ended before the Ctrl-Z could leave
  in_doubt,  ///< ended after it may have left
};
std::string_view name(Outcome o);
std::optional<Outcome> outcome(std::string_view name);

struct Attempt {
  AttemptId id;
  OutboundId message;
  PersonId to;
  unsigned part = 1;
  std::string modem;
  Instant started{};
  std::optional<Instant> release_recorded_at;  ///< recorded before the Ctrl-Z is let go
  std::optional<Instant> ended;
  std::optional<Outcome> outcome;
  std::optional<unsigned> reference;  ///< TP-MR
  std::string error;
  std::optional<unsigned> tp_status;  ///< TP-ST of the last receipt
  std::optional<Instant> status_report_at;
};

/// Something that a contact is owed, until it is in a text to them: a forward, a reminder, an escalation.
/// Unique by ticket, contact, kind and step, so that nothing is owed twice.
enum class NotificationKind { forward, reopened, escalation };
std::string_view name(NotificationKind k);
std::optional<NotificationKind> notification_kind(std::string_view name);

struct Notification {
  NotificationId id;
  NotificationKind kind = NotificationKind::forward;
  TicketId ticket = 0;
  PersonId to;
  unsigned sequence = 0;  ///< climb: the step, from 1; forward and reopened: transfers + reopens
  bool urgent = false;
  Instant due{};  ///< not earlier in a text than this
  std::optional<OutboundId> message;
};

/// Figures that somebody is owed: they are counted bit by bit, then the text is made.
struct ScorecardRequest {
  ScorecardRequestId id;
  std::string agency;  ///< a code; empty: of all
  PersonId to;
  Instant from{}, until{};         ///< until: not included
  Instant not_before{};            ///< of the text
  std::optional<InboundId> asked;  ///< the REKAP that it answers; nothing: a summary
};

/// A place among stays in the order in which they count.
struct AssignmentCursor {
  Instant counted{};
  TicketId ticket = 0;
  std::string agency;
};

/// How many automatic answers went out.
struct ReplyCounts {
  unsigned to_this_number_last_hour = 0;  ///< to citizens and officers alike
  unsigned to_this_number_today = 0;
  unsigned today = 0;        ///< to all citizens
  unsigned first_today = 0;  ///< of these, how many were their number's first
};

/// The earliest moment of each kind at which time alone changes something.
struct NextTimers {
  std::optional<Instant> queued;       ///< a queued text may go that could not when texts were last given out
  std::optional<Instant> expiry;       ///< a queued text expires
  std::optional<Instant> doubt;        ///< an unsure text is tried again
  std::optional<Instant> wake;         ///< next_timer_at of a ticket
  std::optional<Instant> notice;       ///< an unsent notice
  std::optional<Instant> oldest_part;  ///< received; the multipart timeout counts from it
};

}  // namespace lapor::engine
