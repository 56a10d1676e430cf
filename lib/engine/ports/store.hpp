// What the engine asks of the world; lib/store and the tests answer. The engine owns these headers.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "domain/scorecard/card.hpp"
#include "domain/sim/sim_pin.hpp"
#include "domain/sms/address.hpp"
#include "engine/model/records.hpp"

namespace lapor::engine {

/// A store that can't do its work. Thrown out of any call of Store; the transaction is gone. After a failed
/// commit its rows may be there or not: every insert bears being repeated.
struct StoreFailure : std::runtime_error {
  enum class Kind { full, io, corrupt, busy, other };
  Kind kind;
  StoreFailure(Kind k, const std::string& what) : std::runtime_error(what), kind(k) {}
};

/// The one writer. All calls but begin() need an open transaction.
class Store {
 public:
  virtual ~Store() = default;
  virtual void begin() = 0;   ///< BEGIN IMMEDIATE
  virtual void commit() = 0;  ///< on disk when it returns
  virtual void rollback() noexcept = 0;

  // people: the only rows with phone numbers
  virtual PersonId person(const sms::Address& address) = 0;  ///< found or made
  virtual PersonId nobody() = 0;                             ///< a new person without a number
  virtual std::optional<PersonId> find_person(const sms::Address& address) = 0;
  virtual sms::Address address(PersonId person) = 0;
  /// The next concatenation reference for this recipient, 0..255 in turn.
  virtual std::uint8_t next_reference(PersonId person) = 0;

  virtual bool opted_out(PersonId person) = 0;  ///< said STOP: no unasked news
  virtual void set_opted_out(PersonId person, bool quiet) = 0;

  // being forgotten
  virtual void set_erasure_requested(PersonId person,
                                     std::optional<Instant> asked) = 0;  ///< HAPUS DATA; nothing: done
  virtual bool erasure_requested(PersonId person) = 0;
  /// Who asked, and has no open ticket and no text under way.
  virtual std::vector<PersonId> due_for_erasure(std::size_t limit) = 0;
  /// When the last ticket of this person closed, or the last text came or went where they never had one;
  /// nothing while a ticket or a text is open, or when the number is gone already.
  virtual std::optional<Instant> last_activity(PersonId person) = 0;
  /// People of tickets closed and of texts made up to `before` that the cursor hasn't passed; it moves on.
  virtual std::vector<PersonId> inactive_people(ErasureCursor& at, Instant before, std::size_t limit) = 0;
  /// Bytes of parts and of what was set aside up to `before`; how many went.
  virtual std::size_t drop_raw_payloads(ErasureCursor& at, Instant before, std::size_t limit) = 0;
  /// Gives free pages back to the disk, at most so many, where more than an eighth of the file is free;
  /// false: no more than that is left.
  virtual bool release_free_pages(std::size_t pages) = 0;
  virtual std::vector<PersonalText> personal_texts(PersonId person) = 0;
  virtual void rewrite(const PersonalText& text) = 0;  ///< an event only to nothing
  virtual void drop_raw_payloads_of(PersonId person, Instant now) = 0;
  virtual void erase_number(PersonId person) = 0;
  virtual void record_access(const AccessRecord& access) = 0;

  // what came in
  /// Nothing if a part with the same sender, SMSC time, UDH and payload is known already.
  /// A part without concat never waits.
  virtual std::optional<SegmentId> insert_if_new(const NewSegment& part) = 0;
  /// Parts of the group not yet taken into a text, in order of arrival.
  virtual std::vector<WaitingSegment> waiting(const ConcatGroup& group) = 0;
  /// Groups whose first waiting part came before `before`.
  virtual std::vector<ConcatGroup> stale_groups(Instant before, std::size_t limit) = 0;
  virtual void assign_to_inbound(std::span<const SegmentId> parts, InboundId into) = 0;
  /// The text into which parts of this group were taken with a gap, if one was received since.
  virtual std::optional<InboundId> find_incomplete(const ConcatGroup& group, Instant since) = 0;
  virtual InboundId add_inbound(const NewInboundMessage& text) = 0;
  virtual void set_result(InboundId text, std::string_view command, std::optional<TicketId> ticket) = 0;
  virtual std::optional<TicketId> ticket_of(InboundId text) = 0;
  /// How many texts with exactly these words came from this sender since then.
  virtual unsigned count_same_text(PersonId sender, std::string_view text, Instant since) = 0;
  /// This sender's texts received since then, newest first.
  virtual std::vector<std::string> recent_texts(PersonId sender, Instant since, std::size_t limit) = 0;
  /// How many of this sender's texts since then were read as this command.
  virtual unsigned count_commands(PersonId sender, std::string_view command, Instant since) = 0;
  /// The bytes of these parts go; that they were read stays known by the part's id alone.
  virtual void erase_payload(std::span<const SegmentId> parts) = 0;
  virtual void quarantine(const Quarantined& what) = 0;

  // what guards remember
  virtual void add_wrong_pin(PersonId contact, Instant at) = 0;
  virtual std::vector<Instant> wrong_pins(PersonId contact, std::size_t limit) = 0;  ///< newest first

  // tickets
  virtual TicketId add_ticket(const Ticket& ticket) = 0;  ///< gives the next serial; its own is ignored
  virtual std::optional<Ticket> ticket(TicketId serial) = 0;
  virtual void update(const Ticket& ticket) = 0;
  virtual void record(const TicketEvent& event) = 0;  ///< append-only
  /// Tickets that this person reported, or that a report of theirs was joined to; newest first.
  virtual std::vector<Ticket> open_of_reporter(PersonId reporter, std::size_t limit) = 0;
  virtual std::vector<Ticket> in_state_of_reporter(PersonId reporter, ticket::State state,
                                                   std::size_t limit) = 0;
  virtual void add_follower(TicketId ticket, PersonId person) = 0;
  virtual std::vector<PersonId> followers(TicketId ticket) = 0;
  /// Open tickets of others about this category and area since then, newest first.
  virtual std::vector<Ticket> open_at_place(std::string_view category, std::string_view area, Instant since,
                                            std::size_t limit) = 0;
  virtual void set_duplicate_candidate(TicketId ticket,
                                       TicketId earlier) = 0;  ///< the coordinator may join them
  virtual std::optional<TicketId> drop_duplicate_candidate(
      TicketId ticket) = 0;  ///< the earlier one; nothing: none was said
  /// Tickets with this agency, forwarded (or to be verified by it) and not yet answered, most overdue first.
  virtual std::vector<Ticket> unanswered(std::string_view agency, std::size_t limit) = 0;
  virtual std::vector<Ticket> open_of_agency(std::string_view agency, std::size_t limit) = 0;
  virtual unsigned count_unanswered(std::string_view agency) = 0;
  virtual std::vector<Ticket> with_timer_due(
      Instant now,
      std::size_t limit) = 0;  ///< next_timer_at <= now, earliest first

  /// Open tickets with a serial above this one, lowest first.
  virtual std::vector<Ticket> open_after(TicketId serial, std::size_t limit) = 0;

  // how long tickets were with agencies
  virtual std::optional<scorecard::Assignment> assignment(TicketId ticket, std::string_view agency) = 0;
  virtual std::vector<scorecard::Assignment> assignments_of(TicketId ticket) = 0;
  virtual void put(
      const scorecard::Assignment& assignment) = 0;  ///< adds it, or changes the one of its ticket and agency
  /// Those after a place, of this agency or of all where empty, that count before `to`; in the order of
  /// places.
  virtual std::vector<scorecard::Assignment> assignments_after(std::string_view agency,
                                                               const AssignmentCursor& after, Instant to,
                                                               std::size_t limit) = 0;

  // figures that are owed
  virtual void owe(const ScorecardRequest& request_scorecard) = 0;
  virtual std::optional<ScorecardRequest> next_scorecard_request() = 0;  ///< the first
  virtual void finish_scorecard_request(ScorecardRequestId request_scorecard) = 0;

  // small facts that outlive the process
  virtual std::string setting(std::string_view name) = 0;  ///< "" if it was never set
  virtual void set_setting(std::string_view name, std::string_view value) = 0;

  // modems and their SIMs
  virtual std::optional<Sim> sim(std::string_view modem) = 0;  ///< as it was last seen
  virtual void set_sim(std::string_view modem, const Sim& sim, Instant now) = 0;
  /// The tries on this SIM, newest first, without the one of this very question. The PIN itself is kept
  /// nowhere.
  virtual std::vector<sim::PinTry> pin_tries(const PinRequired& asked) = 0;
  virtual void add_pin_try(const PinRequired& asked) = 0;
  virtual void end_pin_try(std::string_view modem,
                           bool accepted) = 0;  ///< the newest, if its end isn't known yet
  virtual void forgive_pin_tries(std::string_view modem) = 0;

  // what contacts are owed
  virtual void owe(const Notification& notice) = 0;  ///< nothing happens if it is owed already
  virtual std::vector<Notification> pending_notifications(Instant due_by,
                                                          std::size_t limit) = 0;  ///< by recipient, then due
  virtual std::vector<Notification> notifications_in(OutboundId text) = 0;
  virtual void assign(NotificationId notice, OutboundId text) = 0;
  virtual void postpone(NotificationId notice, Instant due) = 0;
  /// Its text didn't go: it is owed again, not before `due`.
  virtual void requeue_notification(NotificationId notice, Instant due) = 0;
  virtual void drop_pending_notifications(TicketId ticket, NotificationKind kind) = 0;
  /// MessageQueued texts, none of whose parts has left, that tell of this.
  virtual std::vector<OutboundId> queued_with_notification(TicketId ticket, NotificationKind kind) = 0;
  virtual void drop_notifications(OutboundId text, TicketId ticket, NotificationKind kind) = 0;
  /// How many notices of this kind and round may still reach, or have reached, their contacts.
  virtual unsigned live_notifications(TicketId ticket, NotificationKind kind, unsigned sequence) = 0;
  /// The last text of this purpose that was made for this person.
  virtual std::optional<OutboundMessage> newest_text(PersonId to, Purpose purpose) = 0;

  // what goes out
  virtual OutboundId enqueue(const NewOutboundMessage& text) = 0;
  virtual OutboundMessage message(OutboundId id) = 0;
  virtual void update(const OutboundMessage& text) = 0;
  /// MessageQueued texts that may go now: by purpose, then by not_before; of each recipient only the first,
  /// and none to a recipient with a text in state sending. A long queue is not read to its end: what comes
  /// far behind is found with a larger limit, or when what stands before it has gone.
  virtual std::vector<OutboundMessage> sendable(Instant now, std::size_t limit) = 0;
  virtual std::vector<OutboundMessage> expired(Instant now,
                                               std::size_t limit) = 0;  ///< queued and past expires
  /// MessageQueued texts that were made after `made_after` may go and expire so much later, or earlier.
  virtual void shift_queued(Instant made_after, Duration by) = 0;
  virtual std::vector<OutboundMessage> in_doubt_expired(
      Instant now,
      std::size_t limit) = 0;  ///< unsure and past not_before
  virtual AttemptId add_attempt(const Attempt& attempt) = 0;
  virtual Attempt attempt(AttemptId id) = 0;
  virtual void update(const Attempt& attempt) = 0;
  virtual std::vector<Attempt> attempts(OutboundId text) = 0;  ///< oldest first
  virtual std::vector<Attempt> open_attempts() = 0;            ///< without an outcome
  /// Attempts on this modem to this recipient begun since, that were accepted or may have left; newest first.
  virtual std::vector<Attempt> status_report_candidates(PersonId to, std::string_view modem,
                                                        Instant since) = 0;
  virtual unsigned attempts_since(std::string_view modem,
                                  Instant since) = 0;  ///< accepted or in doubt: the SIM's quota
  virtual ReplyCounts replies(PersonId to, Instant hour_ago, Instant day_start) = 0;

  /// A SIM's refused attempts since its last success, oldest first; a long row is cut at its end.
  virtual std::vector<Attempt> refusals_since_success(std::string_view modem) = 0;
  /// When attempts on this modem began.
  virtual std::vector<Instant> sends_since(std::string_view modem, Instant since) = 0;
  virtual std::optional<SimBalance> balance(std::string_view modem) = 0;
  virtual void set_balance(std::string_view modem, const SimBalance& balance) = 0;
  /// When the oldest was made of the answers and urgent texts that are queued.
  virtual std::optional<Instant> oldest_queued_answer() = 0;
  virtual bool answers_queued() = 0;  ///< there is one
  /// No queued text goes to this recipient before then.
  virtual void defer_recipient(PersonId to, Instant until) = 0;

  /// MessageQueued texts: those that may go only after `looked`.
  virtual NextTimers next_timers(Instant record_access) = 0;
};

}  // namespace lapor::engine
