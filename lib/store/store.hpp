// The gateway's memory: engine::Store and engine::Views over one SQLite file. One thread, one writer.
#pragma once
#include <memory>
#include <string>

#include "engine/ports.hpp"
#include "engine/views.hpp"
#include "store/db.hpp"

namespace lapor::store {

/// Rooms over one connection; each file of the folder that bears the name of a table group fills in some of
/// the calls.
class SqliteStore : public engine::Store, public engine::Views {
 public:
  /// Opens a database that migrate() has brought up to date.
  explicit SqliteStore(std::unique_ptr<Database> db) : db_(std::move(db)) {}
  Database& database_file() { return *db_; }

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
  bool quiet(PersonId person) override;
  void set_quiet(PersonId person, bool quiet) override;

  // forget.cpp; accesses() needs no transaction
  void want_erased(PersonId person, std::optional<Instant> asked) override;
  bool wants_erased(PersonId person) override;
  std::vector<PersonId> erasable(std::size_t limit) override;
  std::optional<Instant> last_use(PersonId person) override;
  std::vector<PersonId> long_silent(engine::ForgetCursor& at, Instant before, std::size_t limit) override;
  std::size_t drop_raw(engine::ForgetCursor& at, Instant before, std::size_t limit) override;
  bool give_back(std::size_t pages) override;
  std::vector<engine::Written> written_about(PersonId person) override;
  void rewrite(const engine::Written& text) override;
  void drop_raw_of(PersonId person, Instant now) override;
  void drop_number(PersonId person) override;
  void looked(const engine::Access& access) override;
  std::vector<engine::Access> accesses(std::optional<engine::Serial> ticket, std::size_t limit) override;

  // inbox.cpp
  std::optional<PartId> remember(const engine::NewPart& part) override;
  std::vector<engine::WaitingPart> waiting(const engine::GroupKey& group) override;
  std::vector<engine::GroupKey> stale_groups(Instant before, std::size_t limit) override;
  void take(std::span<const PartId> parts, InboundId into) override;
  std::optional<InboundId> gapped(const engine::GroupKey& group, Instant since) override;
  InboundId add_inbound(const engine::NewInbound& text) override;
  void conclude(InboundId text, std::string_view command, std::optional<engine::Serial> ticket) override;
  std::optional<engine::Serial> ticket_of(InboundId text) override;
  unsigned same_text(PersonId sender, std::string_view text, Instant since) override;
  std::vector<std::string> recent_texts(PersonId sender, Instant since, std::size_t limit) override;
  unsigned obeyed(PersonId sender, std::string_view command, Instant since) override;
  void blank(std::span<const PartId> parts) override;
  void quarantine(const engine::Quarantined& what) override;
  void wrong_pin(PersonId contact, Instant at) override;
  std::vector<Instant> wrong_pins(PersonId contact, std::size_t limit) override;

  // tickets.cpp
  engine::Serial add_ticket(const engine::Ticket& ticket) override;
  std::optional<engine::Ticket> ticket(engine::Serial serial) override;
  void update(const engine::Ticket& ticket) override;
  void record(const engine::TicketEvent& event) override;
  std::vector<engine::Ticket> open_of_reporter(PersonId reporter, std::size_t limit) override;
  std::vector<engine::Ticket> in_state_of_reporter(PersonId reporter, ticket::State state,
                                                   std::size_t limit) override;
  void add_follower(engine::Serial ticket, PersonId person) override;
  std::vector<PersonId> followers(engine::Serial ticket) override;
  std::vector<engine::Ticket> open_at_place(std::string_view category, std::string_view area, Instant since,
                                            std::size_t limit) override;
  void set_likeness(engine::Serial ticket, engine::Serial earlier) override;
  std::optional<engine::Serial> drop_likeness(engine::Serial ticket) override;
  std::vector<engine::Ticket> unanswered(std::string_view agency, std::size_t limit) override;
  std::vector<engine::Ticket> open_of_agency(std::string_view agency, std::size_t limit) override;
  unsigned count_unanswered(std::string_view agency) override;
  std::vector<engine::Ticket> to_wake(Instant now, std::size_t limit) override;
  std::vector<engine::Ticket> open_after(engine::Serial serial, std::size_t limit) override;

  // stays.cpp; the list is a view too and needs no transaction
  std::optional<score::Stay> stay(engine::Serial ticket, std::string_view agency) override;
  std::vector<score::Stay> stays_of(engine::Serial ticket) override;
  void put(const score::Stay& stay) override;
  std::vector<score::Stay> stays(std::string_view agency, Instant from, Instant to) override;
  std::vector<score::Stay> stays_after(std::string_view agency, const engine::StayCursor& after, Instant to,
                                       std::size_t limit) override;
  void owe(const engine::Recap& recap) override;
  std::optional<engine::Recap> owed_recap() override;
  void drop_recap(RecapId recap) override;
  std::vector<engine::SetAside> set_aside(Instant from, Instant to) override;
  std::string fact(std::string_view name) override;
  void set_fact(std::string_view name, std::string_view value) override;

  // sims.cpp
  std::optional<engine::Sim> sim(std::string_view modem) override;
  void set_sim(std::string_view modem, const engine::Sim& sim, Instant now) override;
  std::vector<guard::PinTry> pin_tries(const engine::PinAsked& asked) override;
  void add_pin_try(const engine::PinAsked& asked) override;
  void end_pin_try(std::string_view modem, bool accepted) override;
  void forgive_pin_tries(std::string_view modem) override;

  // notices.cpp
  void owe(const engine::Notice& notice) override;
  std::vector<engine::Notice> unsent_notices(Instant due_by, std::size_t limit) override;
  std::vector<engine::Notice> notices_in(OutgoingId text) override;
  void assign(NoticeId notice, OutgoingId text) override;
  void postpone(NoticeId notice, Instant due) override;
  void owe_again(NoticeId notice, Instant due) override;
  void drop_unsent_notices(engine::Serial ticket, engine::NoticeKind kind) override;
  std::vector<OutgoingId> queued_with_notice(engine::Serial ticket, engine::NoticeKind kind) override;
  void drop_notices(OutgoingId text, engine::Serial ticket, engine::NoticeKind kind) override;
  unsigned alive_notices(engine::Serial ticket, engine::NoticeKind kind, unsigned round) override;
  std::optional<engine::Outgoing> newest_text(PersonId to, engine::Purpose purpose) override;

  // outbox.cpp, attempts.cpp
  OutgoingId enqueue(const engine::NewOutgoing& text) override;
  engine::Outgoing outgoing(OutgoingId id) override;
  void update(const engine::Outgoing& text) override;
  std::vector<engine::Outgoing> sendable(Instant now, std::size_t limit) override;
  std::vector<engine::Outgoing> expired(Instant now, std::size_t limit) override;
  void shift_queued(Instant made_after, Duration by) override;
  std::vector<engine::Outgoing> doubt_over(Instant now, std::size_t limit) override;
  AttemptId add_attempt(const engine::Attempt& attempt) override;
  engine::Attempt attempt(AttemptId id) override;
  void update(const engine::Attempt& attempt) override;
  std::vector<engine::Attempt> attempts(OutgoingId text) override;
  std::vector<engine::Attempt> open_attempts() override;
  std::vector<engine::Attempt> receipt_candidates(PersonId to, std::string_view modem,
                                                  Instant since) override;
  unsigned attempts_since(std::string_view modem, Instant since) override;
  engine::ReplyCounts replies(PersonId to, Instant hour_ago, Instant day_start) override;
  std::vector<engine::Attempt> refused_in_a_row(std::string_view modem) override;
  std::vector<Instant> sends_since(std::string_view modem, Instant since) override;
  std::optional<engine::SimBalance> balance(std::string_view modem) override;  ///< for Views too
  void set_balance(std::string_view modem, const engine::SimBalance& balance) override;
  std::optional<Instant> oldest_answer() override;
  bool answers_wait() override;
  void hold_back(PersonId to, Instant until) override;
  engine::Alarms alarms(Instant looked) override;

  // views.cpp, messages.cpp, attempts.cpp: these need no transaction
  engine::Unanswered unanswered_sends(std::string_view modem, Instant since) override;
  engine::OutboxCounts outbox() override;
  engine::InboxCounts inbox() override;
  engine::TicketCounts ticket_counts(Instant now) override;
  engine::ModemCounts modem_counts(std::string_view modem) override;
  engine::DatabaseInfo database() override;
  std::vector<engine::Ticket> tickets(const engine::TicketQuery& query) override;
  std::vector<engine::Ticket> tickets_after(engine::Serial serial, std::size_t limit) override;
  std::vector<engine::Arrival> arrivals(std::size_t limit) override;
  std::optional<engine::Ticket> find(engine::Serial serial) override;
  std::vector<engine::Likeness> likenesses(std::size_t limit) override;
  std::vector<engine::QuarantineRow> quarantined(std::size_t limit) override;
  std::optional<engine::QuarantineRow> quarantined_row(std::int64_t id) override;
  std::vector<engine::TicketEvent> events(engine::Serial serial) override;
  std::vector<engine::TicketEvent> recent(std::size_t limit) override;
  std::vector<engine::MessageRow> messages(const engine::MessageQuery& query) override;

 private:
  /// A part of somebody who was forgotten since, read again.
  bool known_mark(std::string_view address, const engine::NewPart& part, std::string_view payload);
  /// The connection, inside a transaction. \throws StoreFailure (other) outside one
  Database& tx();
  std::string pin_hash(const std::string& pin);
  /// \throws StoreFailure (other) when the last UPDATE found no row
  void must_change(std::string_view what);
  std::unique_ptr<Database> db_;
};

struct StoreOptions {
  bool check = true;  ///< let SQLite look for damage first: about a second for each gigabyte
  std::string vfs;    ///< tests put a faulty file system here
  bool make = true;   ///< false: it was there a moment ago, and an empty one must not take its place
};

/// Opens, makes or migrates the database. ":memory:" gives one that nobody else sees.
/// \throws Unusable (exit 65), NoPermission (exit 77), StoreFailure
std::unique_ptr<SqliteStore> make_store(const std::string& path, const StoreOptions& options = {});

/// The same file for reading only, beside its writer; never migrates. Its Store calls fail.
std::unique_ptr<SqliteStore> open_views(const std::string& path);

}  // namespace lapor::store
