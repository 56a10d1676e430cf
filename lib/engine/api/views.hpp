// Read-only questions of operators, for laporctl and lapord-web.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/calendar/recurrence.hpp"
#include "domain/scorecard/card.hpp"
#include "engine/api/measures.hpp"
#include "engine/model/account.hpp"
#include "engine/model/personal_data.hpp"
#include "engine/model/sim.hpp"
#include "engine/model/ticket.hpp"

namespace lapor::engine {

struct OutboxCounts {
  std::int64_t queued = 0, sending = 0, sent = 0, delivered = 0, failed = 0, in_doubt = 0, expired = 0;
};
struct InboxCounts {
  std::int64_t parts_waiting = 0, quarantined = 0;
};
struct TicketCounts {
  std::int64_t open = 0, overdue = 0;
  std::int64_t open_confidential = 0;  ///< of the open ones
};
struct DatabaseInfo {
  std::string path;
  std::int64_t schema = 0, bytes = 0;
};
/// A gateway that would take over from this one.
struct StandbyGateway {
  std::string node;
  Duration silent{};  ///< since it was seen last
};
struct ModemCounts {
  std::int64_t sent = 0, received = 0;
};

/// The time at which a segment was sent, by the network's clock, and at which it came, by ours.
struct TransitTimes {
  Instant smsc{}, received{};
};

struct QuarantineCount {
  std::string cause;
  std::int64_t n = 0;
};

/// A row of the quarantine, as `laporctl quarantine` shows it.
struct QuarantineRow {
  std::int64_t id = 0;
  Instant received{};
  std::string modem, cause;           ///< no modem: a whole text, from whichever
  std::string number;                 ///< "" if unknown or erased
  std::optional<std::int64_t> bytes;  ///< nullopt if they were erased
  std::string raw{};                  ///< of one row alone
  std::string dismissed_by{};         ///< who took it out of the coordinator's queue; "" if nobody did
};

/// The newest rows of a list: those below an id that an earlier answer ended with, or from the top.
struct Newest {
  std::size_t limit = 100;
  std::optional<std::int64_t> before{};
};

/// The place where a list by deadlines goes on: a ticket, and the deadline that it had there.
struct DuePlace {
  Instant due{};
  TicketId ticket;
};

struct TicketQuery {
  std::optional<ticket::State> state;
  std::string agency;
  std::size_t limit = 100;
  bool oldest_first = false;
  std::optional<TicketId> before{};  ///< only tickets that were opened before this one
  /// Only open tickets whose next deadline is before this, the soonest first; nullopt: with any deadline.
  std::optional<Instant> due_before{};
  /// Restricts due_before to deadlines from this time on, or behind the place where an earlier page ended.
  /// \pre due_before
  std::optional<Instant> due_from{};
  std::optional<DuePlace> due_after{};
  bool confidential = true;                       ///< false: without those that were told in confidence
  std::optional<std::string> category{}, area{};  ///< codes, "" for unknown; nullopt: all
  /// Opened from `from` to before `to`; nullopt: whenever. \pre due_before is nullopt
  std::optional<calendar::Stretch> opened{};
};

/// The coordinator may join the one to the other.
struct DuplicateCandidate {
  TicketId ticket, earlier;
};

struct MessageQuery {
  bool in = true, out = true;
  std::string number;  ///< E.164 or as received; "" for all
  std::string state;   ///< an outgoing state, or "taken" for incoming ones; "" for all
  std::optional<TicketId> ticket;
  std::size_t limit = 100;
  std::optional<std::int64_t>
      before{};  ///< only lower ids. \pre one direction is asked for: each has its own
  /// False: without what is about a ticket told in confidence, and without any text to or from those who told
  /// it.
  bool confidential = true;

  bool incoming() const { return in && (state.empty() || state == "taken"); }
  bool outgoing() const { return out && state != "taken"; }
};

/// A text in either direction, as `laporctl messages` shows it.
struct MessageRow {
  std::int64_t id = 0;
  bool incoming = false;
  std::string modem, number, text, state;  ///< state of an incoming text: "taken"
  unsigned parts = 1, attempts = 0;
  std::optional<unsigned> reference;
  std::string purpose;  ///< outgoing: name(Purpose); incoming: the command it was read as
  std::optional<TicketId> ticket;
  Instant created{};
  std::optional<Instant> sent_at, delivered_at;
  std::string error;
};

/// Sends of a modem whose results never came. The modem may still deliver them, in answer to a later command.
struct UnansweredSends {
  unsigned sends = 0;
  std::optional<unsigned> last_reference;  ///< of the last answer before them
  Instant last_left{};                     ///< the point of no return of the last of them
};

/// Reports for other systems: never one that was told in confidence.
struct ReportQuery {
  Instant from{}, to{};                 ///< opened in the time from `from` to before `to`
  std::vector<std::string> categories;  ///< codes; empty: all
  std::optional<bool> open;             ///< nullopt: open or closed
  std::size_t skip = 0, limit = 50;
};

/// A ticket as the public board counts it.
struct ReportedTicket {
  Instant created{};
  std::string category, area;  ///< codes; "" if unknown
  bool confidential = false;
};

/// Every call reads in a transaction of its own and may throw StoreFailure. A list has at most `limit` rows,
/// and is empty if nothing fits.
class Views {
 public:
  virtual ~Views() = default;
  /// The number of outbound messages in each state.
  virtual OutboxCounts outbox() = 0;
  /// The number of segments that wait for others, and of rows in quarantine.
  virtual InboxCounts inbox() = 0;
  /// The number of open tickets, and of those that are past a deadline.
  virtual TicketCounts ticket_counts(Instant now) = 0;
  /// For each of the first queued texts the modem whose SIM its recipient has texted; "" if none is known.
  virtual std::vector<std::string> modems_waited_for(std::size_t limit) = 0;
  /// Messages sent and segments received over this modem, ever.
  virtual ModemCounts modem_counts(std::string_view modem) = 0;
  /// Sends on this modem that left since then and whose results never came.
  virtual UnansweredSends unanswered_sends(std::string_view modem, Instant since) = 0;
  /// nullopt if it was never asked.
  virtual std::optional<SimBalance> balance(std::string_view modem) = 0;
  /// The file, the version of its schema, its size.
  virtual DatabaseInfo database() = 0;
  /// By name; empty where the database isn't shared.
  virtual std::vector<StandbyGateway> standbys() { return {}; }
  /// Newest first, unless the query asks otherwise.
  virtual std::vector<Ticket> tickets(const TicketQuery& query) = 0;
  /// Tickets with an id above this one, lowest first.
  virtual std::vector<Ticket> tickets_after(TicketId id, std::size_t limit) = 0;
  /// The times of the segments that came last.
  virtual std::vector<TransitTimes> recent_arrivals(std::size_t limit) = 0;
  /// Every ticket that was opened in the time from `from` to before `to`, oldest first.
  virtual std::vector<ReportedTicket> reported(Instant from, Instant to) = 0;
  /// Newest first.
  virtual std::vector<Ticket> reports(const ReportQuery& query) = 0;
  /// True if the reporter's number ends so. False if it isn't known, or was erased.
  virtual bool reporter_number_ends(TicketId ticket, std::string_view digits) = 0;
  /// In the order of their names.
  virtual std::vector<Account> accounts(Account::Kind kind) = 0;
  /// The account of this name if the secret is its own; nullopt else. Takes some milliseconds.
  virtual std::optional<Account> account_by_secret(Account::Kind kind, std::string_view name,
                                                   const std::string& secret) = 0;
  /// nullopt if there is no such ticket.
  virtual std::optional<Ticket> find(TicketId id) = 0;
  /// Open tickets that may be about the same as an earlier open one, oldest first.
  virtual std::vector<DuplicateCandidate> duplicate_candidates(std::size_t limit) = 0;
  /// The earlier one of this ticket's; nullopt if there is none.
  virtual std::optional<TicketId> duplicate_candidate(TicketId ticket) = 0;
  /// Those that an agency calls resolved and about which no text could ask anybody, oldest first: only the
  /// coordinator can say whether it is true.
  virtual std::vector<Ticket> unasked(std::size_t limit) = 0;
  /// True if this is one of them.
  virtual bool is_unasked(TicketId ticket) = 0;
  /// The looks at this ticket, or at anything if nullopt; newest first.
  virtual std::vector<AccessRecord> accesses(std::optional<TicketId> ticket, const Newest& newest) = 0;
  /// The record of this ticket, oldest first.
  virtual std::vector<TicketEvent> events(TicketId id) = 0;
  /// The records of all tickets, newest first.
  virtual std::vector<TicketEvent> recent(const Newest& newest) = 0;
  /// Newest first.
  virtual std::vector<MessageRow> messages(const MessageQuery& query) = 0;
  /// Those of this agency (empty: of all) that count for the time from `from` to before `to`.
  virtual std::vector<scorecard::Assignment> assignments(std::string_view agency, Instant from,
                                                         Instant to) = 0;
  /// Newest first, without their bytes.
  virtual std::vector<QuarantineRow> quarantined(const Newest& newest) = 0;
  /// Received since then, not dismissed, and nobody could read it though a person may have written it: from a
  /// phone's number, or from nobody knows whom. Oldest first, without their bytes.
  virtual std::vector<QuarantineRow> unread(Instant since, std::size_t limit) = 0;
  /// The row with its bytes; nullopt if there is no such row.
  virtual std::optional<QuarantineRow> quarantined_row(std::int64_t id) = 0;
  /// Texts and segments quarantined in this time, counted by cause (the part before a colon), the most
  /// frequent first.
  virtual std::vector<QuarantineCount> quarantine_counts(Instant from, Instant to) = 0;
  virtual Measures measures(Instant now) = 0;
};

}  // namespace lapor::engine
