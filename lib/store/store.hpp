// engine::Store and engine::Views over one database. One thread, one writer. Every call may throw
// StoreFailure.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "engine/api/views.hpp"
#include "engine/ports/store.hpp"
#include "store/db.hpp"

namespace lapor::store {

/// The ports and engine::Views say what each call promises. The headings below are the files that define the
/// calls, one for each group of tables.
class SqlStore : public engine::Store, public engine::Views {
 public:
  /// \pre its schema is that of this version, as by migrate()
  explicit SqlStore(std::unique_ptr<Connection> db) : db_(std::move(db)) {}
  Connection& connection() { return *db_; }
  /// \pre the store is in an SQLite file
  Database& database_file() { return dynamic_cast<Database&>(*db_); }

  // store.cpp
  void begin() override;
  void commit() override;
  void rollback() noexcept override;

  // people.cpp
  PersonId person(const sms::Address& address) override;
  PersonId nobody() override;
  std::optional<PersonId> find_person(const sms::Address& address) override;
  sms::Address address(PersonId person) override;
  std::uint8_t next_reference(PersonId person) override;
  bool opted_out(PersonId person) override;
  void set_opted_out(PersonId person, bool opted_out) override;
  void add_wrong_pin(PersonId contact, std::string_view agency, Instant at) override;
  unsigned count_wrong_pins(std::string_view agency, Instant since) override;
  std::vector<Instant> wrong_pin_times(PersonId contact, std::size_t limit) override;
  std::optional<engine::PhoneCode> phone_code(PersonId person) override;
  std::string new_phone_code(PersonId person, Instant at) override;

  // erasure.cpp (accesses() is a view: it needs no transaction)
  void set_erasure_requested(PersonId person, std::optional<Instant> asked) override;
  bool erasure_requested(PersonId person) override;
  std::vector<PersonId> due_for_erasure(Instant now, std::size_t limit) override;
  std::optional<Instant> last_closed(PersonId person) override;
  std::optional<Instant> last_activity(PersonId person) override;
  std::vector<PersonId> inactive_people(engine::ErasureCursor& at, Instant before,
                                        std::size_t limit) override;
  std::size_t drop_raw_payloads(engine::ErasureCursor& at, Instant before, std::size_t limit) override;
  bool release_free_pages(std::size_t pages) override;
  std::vector<engine::PersonalText> personal_texts(PersonId person) override;
  void rewrite(const engine::PersonalText& text) override;
  void drop_raw_payloads_of(PersonId person, Instant now) override;
  void erase_number(PersonId person) override;
  void record_access(const engine::AccessRecord& access) override;
  std::vector<engine::AccessRecord> accesses(std::optional<TicketId> ticket,
                                             const engine::Newest& newest) override;

  // inbox.cpp
  std::optional<SegmentId> insert_if_new(const engine::NewSegment& segment) override;
  std::optional<SegmentId> insert_delivery(const engine::NewSegment& segment,
                                           const engine::StorageSlot& slot) override;
  void settle_deliveries(std::string_view modem, std::span<const engine::StorageSlot> slots,
                         Instant now) override;
  std::vector<engine::WaitingSegment> waiting(const engine::ConcatGroup& group) override;
  std::vector<engine::ConcatGroup> stale_groups(Instant before, std::size_t limit) override;
  void assign_to_inbound(std::span<const SegmentId> segments, InboundId into) override;
  std::vector<engine::JoinedMessage> joined(const engine::ConcatGroup& group, Instant since) override;
  InboundId add_inbound(const engine::NewInboundMessage& text) override;
  void set_result(InboundId text, std::string_view command, std::optional<TicketId> ticket) override;
  std::optional<TicketId> ticket_of(InboundId text) override;
  unsigned count_same_text(PersonId sender, std::string_view text, Instant since) override;
  std::vector<std::string> recent_texts(PersonId sender, Instant since, std::size_t limit) override;
  unsigned count_commands(PersonId sender, std::string_view command, Instant since) override;
  limits::SenderCounts sender_counts(PersonId sender, Instant since) override;
  unsigned count_incomplete(PersonId sender, Instant since) override;
  bool wrote_before(PersonId sender, Instant before) override;
  void erase_payload(std::span<const SegmentId> segments) override;
  void quarantine(const engine::Quarantined& what) override;
  bool dismiss_quarantined(std::int64_t id, const engine::Actor& actor) override;

  // tickets.cpp
  TicketId add_ticket(const engine::Ticket& ticket) override;
  std::optional<engine::Ticket> ticket(TicketId id) override;
  void update_ticket(const engine::Ticket& ticket) override;
  void record(const engine::TicketEvent& event) override;
  std::vector<std::string> details(TicketId ticket, std::string_view kind, std::size_t limit) override;
  std::vector<engine::Ticket> open_of_reporter(PersonId reporter, std::size_t limit) override;
  std::vector<engine::Ticket> in_states_of_reporter(PersonId reporter, std::span<const ticket::State> states,
                                                    std::size_t limit) override;
  void add_follower(TicketId ticket, PersonId person) override;
  std::vector<PersonId> followers(TicketId ticket) override;
  std::vector<engine::Ticket> open_at_place(std::string_view category, std::string_view area, Instant since,
                                            std::size_t limit) override;
  std::string new_proof_word(TicketId ticket) override;
  std::string proof_word(TicketId ticket) override;
  std::vector<TicketId> with_proof_word(std::string_view agency, std::string_view word) override;
  void set_duplicate_candidate(TicketId ticket, TicketId earlier) override;
  std::optional<TicketId> drop_duplicate_candidate(TicketId ticket) override;
  std::vector<engine::Ticket> unanswered(std::string_view agency, std::size_t limit) override;
  unsigned count_urgent(ticket::Channel channel, Instant since) override;
  unsigned count_unanswered(std::string_view agency) override;
  std::vector<engine::Ticket> with_timer_due(Instant now, std::size_t limit) override;
  std::vector<engine::Ticket> open_after(TicketId id, std::size_t limit) override;

  // assignments.cpp (assignments() is a view: it needs no transaction)
  std::optional<scorecard::Assignment> assignment(TicketId ticket, std::string_view agency) override;
  std::vector<scorecard::Assignment> assignments_of(TicketId ticket) override;
  void put(const scorecard::Assignment& assignment) override;
  std::vector<scorecard::Assignment> assignments(std::string_view agency, Instant from, Instant to) override;
  std::vector<scorecard::Assignment> assignments_after(std::string_view agency,
                                                       const engine::AssignmentCursor& after, Instant to,
                                                       std::size_t limit) override;

  // scorecards.cpp
  void add_scorecard_request(const engine::ScorecardRequest& recap) override;
  std::optional<engine::ScorecardRequest> next_scorecard_request() override;
  void finish_scorecard_request(ScorecardRequestId recap) override;
  std::vector<engine::QuarantineCount> quarantine_counts(Instant from, Instant to) override;
  engine::Measures measures(Instant now) override;

  // settings.cpp
  std::string setting(std::string_view name) override;
  void set_setting(std::string_view name, std::string_view value) override;

  // sims.cpp
  std::optional<engine::SimIdentity> sim(std::string_view modem) override;
  void set_sim(std::string_view modem, const engine::SimIdentity& sim, Instant now) override;
  std::vector<sim::PinTry> pin_tries(const engine::PinRequired& asked) override;
  void add_pin_try(const engine::PinRequired& asked) override;
  void end_pin_try(std::string_view modem, bool accepted) override;
  void forgive_pin_tries(std::string_view modem) override;

  // accounts.cpp (accounts() and account_by_secret() are views: they need no transaction)
  bool add_account(const engine::Account& account, const std::string& secret) override;
  bool remove_account(engine::Account::Kind kind, std::string_view name) override;
  std::optional<TicketId> request_of_key(std::string_view key, std::string_view request,
                                         Instant since) override;
  void remember_request(std::string_view key, std::string_view request, TicketId ticket, Instant at) override;
  std::vector<engine::Account> accounts(engine::Account::Kind kind) override;
  std::optional<engine::Account> account_by_secret(engine::Account::Kind kind, std::string_view name,
                                                   const std::string& secret) override;

  // notifications.cpp
  void add_notification_once(const engine::Notification& notification) override;
  std::vector<engine::Notification> pending_notifications(Instant due_by, std::size_t limit) override;
  std::vector<engine::Notification> notifications_in(OutboundId text) override;
  void assign_to_message(NotificationId notification, OutboundId text) override;
  void postpone_notification(NotificationId notification, Instant due) override;
  void requeue_notification(NotificationId notification, Instant due) override;
  void drop_pending_notifications(TicketId ticket, engine::NotificationKind kind) override;
  std::vector<OutboundId> queued_with_notification(TicketId ticket, engine::NotificationKind kind) override;
  void drop_notifications(OutboundId text, TicketId ticket, engine::NotificationKind kind) override;
  unsigned live_notifications(TicketId ticket, engine::NotificationKind kind, unsigned sequence) override;
  std::optional<engine::OutboundMessage> newest_message(PersonId to, engine::Purpose purpose) override;
  std::vector<engine::SentText> texts_to(PersonId to, std::size_t limit) override;
  std::vector<engine::SentText> texts_about(TicketId ticket, std::size_t limit) override;

  // outbox.cpp, attempts.cpp
  OutboundId enqueue(const engine::NewOutboundMessage& text) override;
  engine::OutboundMessage message(OutboundId id) override;
  void update(const engine::OutboundMessage& text) override;
  std::vector<engine::SendableMessage> sendable(Instant now, std::size_t limit) override;
  std::vector<engine::OutboundMessage> expired(Instant now, std::size_t limit) override;
  void shift_queued(Instant made_after, Duration by) override;
  std::vector<engine::OutboundMessage> in_doubt_expired(Instant now, std::size_t limit) override;
  std::string texted_modem(PersonId person) override;
  AttemptId add_attempt(const engine::Attempt& attempt) override;
  engine::Attempt attempt(AttemptId id) override;
  void update(const engine::Attempt& attempt) override;
  std::vector<engine::Attempt> open_attempts() override;
  std::optional<engine::Attempt> attempt_with_id(std::string_view modem,
                                                 std::string_view message_id) override;
  std::vector<engine::Attempt> status_report_candidates(PersonId to, std::string_view modem,
                                                        Instant since) override;
  std::vector<engine::Attempt> sends_around(std::string_view modem, Instant first, Instant last) override;
  unsigned attempts_since(std::string_view modem, Instant since) override;
  unsigned news_alive(TicketId ticket, Instant since) override;
  unsigned count_news(TicketId ticket, PersonId to, Instant since) override;
  std::optional<Instant> nth_newest_unasked(PersonId to, unsigned n) override;
  limits::ReplyCounts replies(PersonId to, Instant hour_ago, Instant day_start) override;
  limits::NewNumberReplies replies_to_new_numbers(std::optional<TicketId> ticket, Instant hour_ago,
                                                  Instant day_start) override;
  std::vector<engine::Attempt> refusals_since_success(std::string_view modem) override;
  std::vector<Instant> sends_since(std::string_view modem, Instant since) override;
  std::optional<engine::SimBalance> balance(std::string_view modem) override;  ///< for Views too
  void set_balance(std::string_view modem, const engine::SimBalance& balance) override;
  std::optional<Instant> oldest_queued_answer() override;
  void defer_recipient(PersonId to, Instant until) override;
  engine::PendingWork pending_work(Instant now, Instant notifications_due_by,
                                   std::span<const AttemptId> held) override;
  engine::NextTimers next_timers(Instant scheduled) override;

  // views.cpp, messages.cpp, attempts.cpp (all are views: they need no transaction)
  engine::UnansweredSends unanswered_sends(std::string_view modem, Instant since) override;
  engine::OutboxCounts outbox() override;
  engine::InboxCounts inbox() override;
  engine::TicketCounts ticket_counts(Instant now) override;
  std::vector<std::string> modems_waited_for(std::size_t limit) override;
  engine::ModemCounts modem_counts(std::string_view modem) override;
  engine::DatabaseInfo database() override;
  std::vector<engine::StandbyGateway> standbys() override;
  std::vector<engine::Ticket> tickets(const engine::TicketQuery& query) override;
  std::vector<engine::Ticket> tickets_after(TicketId id, std::size_t limit) override;
  std::vector<engine::TransitTimes> recent_arrivals(std::size_t limit) override;
  std::vector<engine::ReportedTicket> reported(Instant from, Instant to) override;
  std::vector<engine::Ticket> reports(const engine::ReportQuery& query) override;
  bool reporter_number_ends(TicketId ticket, std::string_view digits) override;
  std::optional<engine::Ticket> find(TicketId id) override;
  std::vector<engine::DuplicateCandidate> duplicate_candidates(std::size_t limit) override;
  std::optional<TicketId> duplicate_candidate(TicketId ticket) override;
  std::vector<engine::Ticket> unasked(std::size_t limit) override;
  bool is_unasked(TicketId ticket) override;
  std::vector<engine::QuarantineRow> quarantined(const engine::Newest& newest) override;
  std::vector<engine::QuarantineRow> unread(Instant since, std::size_t limit) override;
  std::optional<engine::QuarantineRow> quarantined_row(std::int64_t id) override;
  std::vector<engine::TicketEvent> events(TicketId id) override;
  std::vector<engine::TicketEvent> recent(const engine::Newest& newest) override;
  std::vector<engine::MessageRow> messages(const engine::MessageQuery& query) override;

 private:
  /// What a person's row says, for the rest of the transaction that read it.
  struct KnownPerson {
    sms::Address address;
    bool opted_out = false;
  };
  const KnownPerson& known(PersonId person);
  void remember(PersonId id, const KnownPerson& person);
  /// A service centre time that makes the segment's fingerprint unique; nullopt if the segment is known.
  std::optional<std::int64_t> fingerprint_time(const engine::NewSegment& segment, std::string_view payload);
  std::optional<SegmentId> insert_segment(const engine::NewSegment& segment, std::int64_t time);
  bool known_delivery(const engine::NewSegment& segment, const engine::StorageSlot& slot,
                      std::int64_t content);
  /// True for a segment, read again, of a person who was erased since.
  bool known_mark(std::string_view address, const engine::NewSegment& segment, std::string_view payload);
  /// The connection. \throws StoreFailure (other) if no transaction is open
  Connection& tx();
  std::string pin_hash(const std::string& pin);
  std::unique_ptr<Connection> db_;
  std::map<PersonId, KnownPerson> known_people_;  ///< of this transaction
};

struct StoreOptions {
  bool check = true;  ///< PRAGMA quick_check first: about a second for each gigabyte
  std::string vfs;    ///< tests put a faulty file system here
  bool make = true;   ///< false if the file existed a moment ago: an empty one must not take its place
};

/// Opens the database, makes it if there is none, and migrates it. ":memory:" is a database of this process
/// alone.
/// \throws Unusable (exit 65), NoPermission (exit 77), StoreFailure
std::unique_ptr<SqlStore> make_store(const std::string& path, const StoreOptions& options = {});

/// The same file for reading only, beside its writer. It is never migrated; calls of Store throw.
std::unique_ptr<SqlStore> open_views(const std::string& path);

}  // namespace lapor::store
