// What the engine asks of the world; lib/store and the tests answer. The engine owns these headers.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "domain/guard/sim_pin.hpp"
#include "domain/score/card.hpp"
#include "domain/sms/address.hpp"
#include "engine/records.hpp"

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

  virtual bool quiet(PersonId person) = 0;  ///< said STOP: no unasked news
  virtual void set_quiet(PersonId person, bool quiet) = 0;

  // being forgotten
  virtual void want_erased(PersonId person, std::optional<Instant> asked) = 0;  ///< HAPUS DATA; nothing: done
  virtual bool wants_erased(PersonId person) = 0;
  /// Who asked, and has no open ticket and no text under way.
  virtual std::vector<PersonId> erasable(std::size_t limit) = 0;
  /// When the last ticket of this person closed, or the last text came or went where they never had one;
  /// nothing while a ticket or a text is open, or when the number is gone already.
  virtual std::optional<Instant> last_use(PersonId person) = 0;
  /// People of tickets closed and of texts made up to `before` that the cursor hasn't passed; it moves on.
  virtual std::vector<PersonId> long_silent(ForgetCursor& at, Instant before, std::size_t limit) = 0;
  /// Bytes of parts and of what was set aside up to `before`; how many went.
  virtual std::size_t drop_raw(ForgetCursor& at, Instant before, std::size_t limit) = 0;
  /// Gives free pages back to the disk, at most so many, where more than an eighth of the file is free;
  /// false: no more than that is left.
  virtual bool give_back(std::size_t pages) = 0;
  virtual std::vector<Written> written_about(PersonId person) = 0;
  virtual void rewrite(const Written& text) = 0;  ///< an event only to nothing
  virtual void drop_raw_of(PersonId person, Instant now) = 0;
  virtual void drop_number(PersonId person) = 0;
  virtual void looked(const Access& access) = 0;

  // what came in
  /// Nothing if a part with the same sender, SMSC time, UDH and payload is known already.
  /// A part without concat never waits.
  virtual std::optional<PartId> remember(const NewPart& part) = 0;
  /// Parts of the group not yet taken into a text, in order of arrival.
  virtual std::vector<WaitingPart> waiting(const GroupKey& group) = 0;
  /// Groups whose first waiting part came before `before`.
  virtual std::vector<GroupKey> stale_groups(Instant before, std::size_t limit) = 0;
  virtual void take(std::span<const PartId> parts, InboundId into) = 0;
  /// The text into which parts of this group were taken with a gap, if one was received since.
  virtual std::optional<InboundId> gapped(const GroupKey& group, Instant since) = 0;
  virtual InboundId add_inbound(const NewInbound& text) = 0;
  virtual void conclude(InboundId text, std::string_view command, std::optional<Serial> ticket) = 0;
  virtual std::optional<Serial> ticket_of(InboundId text) = 0;
  /// How many texts with exactly these words came from this sender since then.
  virtual unsigned same_text(PersonId sender, std::string_view text, Instant since) = 0;
  /// This sender's texts received since then, newest first.
  virtual std::vector<std::string> recent_texts(PersonId sender, Instant since, std::size_t limit) = 0;
  /// How many of this sender's texts since then were read as this command.
  virtual unsigned obeyed(PersonId sender, std::string_view command, Instant since) = 0;
  /// The bytes of these parts go; that they were read stays known by the part's id alone.
  virtual void blank(std::span<const PartId> parts) = 0;
  virtual void quarantine(const Quarantined& what) = 0;

  // what guards remember
  virtual void wrong_pin(PersonId contact, Instant at) = 0;
  virtual std::vector<Instant> wrong_pins(PersonId contact, std::size_t limit) = 0;  ///< newest first

  // tickets
  virtual Serial add_ticket(const Ticket& ticket) = 0;  ///< gives the next serial; its own is ignored
  virtual std::optional<Ticket> ticket(Serial serial) = 0;
  virtual void update(const Ticket& ticket) = 0;
  virtual void record(const TicketEvent& event) = 0;  ///< append-only
  /// Tickets that this person reported, or that a report of theirs was joined to; newest first.
  virtual std::vector<Ticket> open_of_reporter(PersonId reporter, std::size_t limit) = 0;
  virtual std::vector<Ticket> in_state_of_reporter(PersonId reporter, ticket::State state,
                                                   std::size_t limit) = 0;
  virtual void add_follower(Serial ticket, PersonId person) = 0;
  virtual std::vector<PersonId> followers(Serial ticket) = 0;
  /// Open tickets of others about this category and area since then, newest first.
  virtual std::vector<Ticket> open_at_place(std::string_view category, std::string_view area, Instant since,
                                            std::size_t limit) = 0;
  virtual void set_likeness(Serial ticket, Serial earlier) = 0;  ///< the coordinator may join them
  virtual std::optional<Serial> drop_likeness(
      Serial ticket) = 0;  ///< the earlier one; nothing: none was said
  /// Tickets with this agency, forwarded (or to be verified by it) and not yet answered, most overdue first.
  virtual std::vector<Ticket> unanswered(std::string_view agency, std::size_t limit) = 0;
  virtual std::vector<Ticket> open_of_agency(std::string_view agency, std::size_t limit) = 0;
  virtual unsigned count_unanswered(std::string_view agency) = 0;
  virtual std::vector<Ticket> to_wake(Instant now,
                                      std::size_t limit) = 0;  ///< wake_at <= now, earliest first

  /// Open tickets with a serial above this one, lowest first.
  virtual std::vector<Ticket> open_after(Serial serial, std::size_t limit) = 0;

  // how long tickets were with agencies
  virtual std::optional<score::Stay> stay(Serial ticket, std::string_view agency) = 0;
  virtual std::vector<score::Stay> stays_of(Serial ticket) = 0;
  virtual void put(const score::Stay& stay) = 0;  ///< adds it, or changes the one of its ticket and agency
  /// Those after a place, of this agency or of all where empty, that count before `to`; in the order of
  /// places.
  virtual std::vector<score::Stay> stays_after(std::string_view agency, const StayCursor& after, Instant to,
                                               std::size_t limit) = 0;

  // figures that are owed
  virtual void owe(const Recap& recap) = 0;
  virtual std::optional<Recap> owed_recap() = 0;  ///< the first
  virtual void drop_recap(RecapId recap) = 0;

  // small facts that outlive the process
  virtual std::string fact(std::string_view name) = 0;  ///< "" if it was never set
  virtual void set_fact(std::string_view name, std::string_view value) = 0;

  // modems and their SIMs
  virtual std::optional<Sim> sim(std::string_view modem) = 0;  ///< as it was last seen
  virtual void set_sim(std::string_view modem, const Sim& sim, Instant now) = 0;
  /// The tries on this SIM, newest first, without the one of this very question. The PIN itself is kept
  /// nowhere.
  virtual std::vector<guard::PinTry> pin_tries(const PinAsked& asked) = 0;
  virtual void add_pin_try(const PinAsked& asked) = 0;
  virtual void end_pin_try(std::string_view modem,
                           bool accepted) = 0;  ///< the newest, if its end isn't known yet
  virtual void forgive_pin_tries(std::string_view modem) = 0;

  // what contacts are owed
  virtual void owe(const Notice& notice) = 0;  ///< nothing happens if it is owed already
  virtual std::vector<Notice> unsent_notices(Instant due_by,
                                             std::size_t limit) = 0;  ///< by recipient, then due
  virtual std::vector<Notice> notices_in(OutgoingId text) = 0;
  virtual void assign(NoticeId notice, OutgoingId text) = 0;
  virtual void postpone(NoticeId notice, Instant due) = 0;
  /// Its text didn't go: it is owed again, not before `due`.
  virtual void owe_again(NoticeId notice, Instant due) = 0;
  virtual void drop_unsent_notices(Serial ticket, NoticeKind kind) = 0;
  /// Queued texts, none of whose parts has left, that tell of this.
  virtual std::vector<OutgoingId> queued_with_notice(Serial ticket, NoticeKind kind) = 0;
  virtual void drop_notices(OutgoingId text, Serial ticket, NoticeKind kind) = 0;
  /// How many notices of this kind and round may still reach, or have reached, their contacts.
  virtual unsigned alive_notices(Serial ticket, NoticeKind kind, unsigned round) = 0;
  /// The last text of this purpose that was made for this person.
  virtual std::optional<Outgoing> newest_text(PersonId to, Purpose purpose) = 0;

  // what goes out
  virtual OutgoingId enqueue(const NewOutgoing& text) = 0;
  virtual Outgoing outgoing(OutgoingId id) = 0;
  virtual void update(const Outgoing& text) = 0;
  /// Queued texts that may go now: by purpose, then by not_before; of each recipient only the first, and none
  /// to a recipient with a text in state sending. A long queue is not read to its end: what comes far behind
  /// is found with a larger limit, or when what stands before it has gone.
  virtual std::vector<Outgoing> sendable(Instant now, std::size_t limit) = 0;
  virtual std::vector<Outgoing> expired(Instant now, std::size_t limit) = 0;  ///< queued and past expires
  /// Queued texts that were made after `made_after` may go and expire so much later, or earlier.
  virtual void shift_queued(Instant made_after, Duration by) = 0;
  virtual std::vector<Outgoing> doubt_over(Instant now,
                                           std::size_t limit) = 0;  ///< unsure and past not_before
  virtual AttemptId add_attempt(const Attempt& attempt) = 0;
  virtual Attempt attempt(AttemptId id) = 0;
  virtual void update(const Attempt& attempt) = 0;
  virtual std::vector<Attempt> attempts(OutgoingId text) = 0;  ///< oldest first
  virtual std::vector<Attempt> open_attempts() = 0;            ///< without an outcome
  /// Attempts on this modem to this recipient begun since, that were accepted or may have left; newest first.
  virtual std::vector<Attempt> receipt_candidates(PersonId to, std::string_view modem, Instant since) = 0;
  virtual unsigned attempts_since(std::string_view modem,
                                  Instant since) = 0;  ///< accepted or in doubt: the SIM's quota
  virtual ReplyCounts replies(PersonId to, Instant hour_ago, Instant day_start) = 0;

  /// A SIM's refused attempts since its last success, oldest first; a long row is cut at its end.
  virtual std::vector<Attempt> refused_in_a_row(std::string_view modem) = 0;
  /// When attempts on this modem began.
  virtual std::vector<Instant> sends_since(std::string_view modem, Instant since) = 0;
  virtual std::optional<SimBalance> balance(std::string_view modem) = 0;
  virtual void set_balance(std::string_view modem, const SimBalance& balance) = 0;
  /// When the oldest was made of the answers and urgent texts that are queued.
  virtual std::optional<Instant> oldest_answer() = 0;
  virtual bool answers_wait() = 0;  ///< there is one
  /// No queued text goes to this recipient before then.
  virtual void hold_back(PersonId to, Instant until) = 0;

  /// Queued texts: those that may go only after `looked`.
  virtual Alarms alarms(Instant looked) = 0;
};

}  // namespace lapor::engine
