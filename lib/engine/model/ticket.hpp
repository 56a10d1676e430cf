// A ticket (Open311: a service request) and its record.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/ticket/kinds.hpp"
#include "domain/ticket/lifecycle.hpp"
#include "engine/model/actor.hpp"

namespace lapor::engine {

struct Ticket {
  TicketId id;  ///< the number without its check digit
  ticket::State state = ticket::State::fresh;

  // what was reported
  ticket::RequestType type = ticket::RequestType::report;
  ticket::Channel channel = ticket::Channel::sms;
  PersonId reporter;
  std::string text;            ///< the sender's own words, after the keywords
  std::string category, area;  ///< codes; "" if unknown
  bool urgent = false, confidential = false, anonymous = false;
  Instant created{};

  // who has it
  std::string agency;  ///< code of the agency that it is with; empty before it is routed
  std::vector<std::string> excluded_agencies;  ///< a confidential report must not reach these
  std::string
      return_reason;  ///< which agency gave it back and why, until the coordinator decides; else empty
  std::optional<TicketId> merged_into;  ///< the ticket that goes on in its place
  unsigned transfers = 0, reopens = 0;

  // its deadlines, computed by engine/deadlines from the clock starts below
  ticket::ServiceClass service_class = ticket::ServiceClass::ordinary;
  std::optional<Instant>
      due_at;  ///< the next deadline; nullopt while it is paused and when the ticket is closed
  std::optional<Instant> resolution_due;          ///< of the service class
  std::optional<Instant> next_timer_at;           ///< when time alone next acts on it; nullopt: never
  std::optional<Instant> due_clock_start;         ///< when the clock of the present state started
  std::optional<Instant> resolution_clock_start;  ///< moves on by the time that the ticket was paused
  std::optional<Instant>
      escalation_clock_start;   ///< what the steps' times count from; nullopt: no step is due
  unsigned postponed_days = 0;  ///< working days that TUNDA put off the next word
  std::optional<Instant> due_clock_before_question;  ///< due_clock_start when the open question was asked
  std::optional<Instant> escalation_clock_before_question;  ///< escalation_clock_start likewise

  // what has happened to it
  unsigned level = 0;  ///< steps of the escalation policy taken: an index into escalation::steps_for()
  std::optional<Instant> forwarded_at;  ///< a modem first accepted the forward to the present agency
  std::optional<Instant> first_response_at;
  std::optional<Instant> closed_at;
  ticket::State state_before_question = ticket::State::forwarded;  ///< where need_info goes back to
  bool postponement_used = false;                                  ///< its agency used its TUNDA
  bool reminder_sent = false;        ///< the reporter was reminded of the open question
  bool overdue_notice_sent = false;  ///< the reporter was told that resolution_due is past
  bool follower_confirmed = false;   ///< somebody who follows it said YA since SELESAI
  std::optional<unsigned> rating;    ///< 1 to 5, by the reporter

  friend bool operator==(const Ticket&, const Ticket&) = default;
};

/// The kind of a line in a ticket's record that is no act (ticket::Act).
enum class RecordKind : std::uint8_t {
  opened,
  forwarded,     ///< a modem accepted the forward
  forward_lost,  ///< one phone of its agency could not be reached
  agency_unreachable,
  agency_excluded,  ///< a confidential report is about this agency
  escalated,
  promise_broken,  ///< no further answer in time
  resolution_overdue,
  deadline_moved,
  reminded,  ///< its reporter, of the open question
  added,     ///< the reporter's further words
  late_segment,
  repeated,  ///< its reporter sent the same once more
  made_confidential,
  follower_confirmed,
  rated,
  read_as,    ///< the words that decided the category
  suggested,  ///< by the learned model
  several_matters,
  not_urgent,
  duplicate_candidate,
  candidate_dropped,
  merged_here,       ///< another ticket was merged into this one
  wish_declined,     ///< what its agency wished and may not
  answered_at_desk,  ///< which person of its agency answered
  nobody_asked,      ///< no reporter can be asked whether it is resolved
  note,              ///< of the coordinator
  answered           ///< the coordinator, to the reporter
};
std::string_view name(RecordKind kind);  ///< as the database writes it: "read-as"

/// One line of a ticket's record. Append-only.
struct TicketEvent {
  TicketId ticket;
  Instant at{};
  std::string kind;  ///< the name of a ticket::Act or of a RecordKind; of an older version, maybe of neither
  Actor actor;
  std::string detail;   ///< a note, a step, a cause; never a phone number
  std::int64_t id = 0;  ///< in the record; 0: not written yet

  bool is(RecordKind k) const { return kind == name(k); }
  bool is(ticket::Act act) const { return kind == ticket::name(act); }
};

/// The detail of RecordKind::suggested: the category that the learned model would choose, and the words that
/// speak for it.
struct Suggestion {
  std::string category, evidence;

  std::string write() const { return category + ": " + evidence; }
  static Suggestion read(const std::string& detail) {
    const auto colon = detail.find(": ");
    return {detail.substr(0, colon), colon == detail.npos ? "" : detail.substr(colon + 2)};
  }
};

}  // namespace lapor::engine
