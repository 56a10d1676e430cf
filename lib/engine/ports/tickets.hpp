// Tickets, their record, and the time that each agency had them.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/scorecard/card.hpp"
#include "engine/model/ticket.hpp"

namespace lapor::engine {

class TicketsPort {
 public:
  virtual ~TicketsPort() = default;
  /// Stores a new ticket and returns its id, the next in turn. `ticket.id` is ignored.
  virtual TicketId add_ticket(const Ticket& ticket) = 0;
  /// nullopt if there is no such ticket.
  virtual std::optional<Ticket> ticket(TicketId id) = 0;
  /// Stores what changed; the reporter and the time of creation never do. Called by the ticket editor only.
  /// \throws StoreFailure where there is no such ticket
  virtual void update_ticket(const Ticket& ticket) = 0;
  /// Appends to the ticket's record; the event's id is ignored. Called by the ticket editor only.
  virtual void record(const TicketEvent& event) = 0;
  /// The details of the lines of this kind in its record, newest first.
  virtual std::vector<std::string> details(TicketId ticket, std::string_view kind, std::size_t limit) = 0;

  /// Open tickets that this person reported, or that a report of theirs was merged into; newest first.
  virtual std::vector<Ticket> open_of_reporter(PersonId reporter, std::size_t limit) = 0;
  /// The same in one of these states; the newest `limit` of each state, the states in their order.
  virtual std::vector<Ticket> in_states_of_reporter(PersonId reporter, std::span<const ticket::State> states,
                                                    std::size_t limit) = 0;
  /// A follower hears what the reporter hears. Does nothing if this person follows it already.
  virtual void add_follower(TicketId ticket, PersonId person) = 0;
  /// In the order in which they came.
  virtual std::vector<PersonId> followers(TicketId ticket) = 0;

  /// Open tickets of this category and area created since then, newest first.
  virtual std::vector<Ticket> open_at_place(std::string_view category, std::string_view area, Instant since,
                                            std::size_t limit) = 0;
  /// Makes the PIN of this ticket's next forward: four unpredictable digits. The one before is void.
  virtual std::string new_proof_word(TicketId ticket) = 0;
  /// The PIN of this ticket's last forward; "" if it has none.
  virtual std::string proof_word(TicketId ticket) = 0;
  /// The open tickets with this agency whose PIN it is.
  virtual std::vector<TicketId> with_proof_word(std::string_view agency, std::string_view word) = 0;
  /// The coordinator may merge the one into the other. Does nothing if the ticket has a candidate already.
  virtual void set_duplicate_candidate(TicketId ticket, TicketId earlier) = 0;
  /// Removes the candidate and returns it; nullopt if there was none.
  virtual std::optional<TicketId> drop_duplicate_candidate(TicketId ticket) = 0;

  /// Tickets with this agency whose forward was sent (or that it must verify) and that it hasn't answered,
  /// most overdue first.
  virtual std::vector<Ticket> unanswered(std::string_view agency, std::size_t limit) = 0;
  /// Tickets by this channel that were opened as urgent since then.
  virtual unsigned count_urgent(ticket::Channel channel, Instant since) = 0;
  /// The number of tickets that unanswered() would have without a limit.
  virtual unsigned count_unanswered(std::string_view agency) = 0;
  /// Tickets whose next_timer_at is not after `now`, earliest first.
  virtual std::vector<Ticket> with_timer_due(Instant now, std::size_t limit) = 0;
  /// Open tickets with an id above this one, lowest first.
  virtual std::vector<Ticket> open_after(TicketId id, std::size_t limit) = 0;

  /// nullopt if the agency never had the ticket.
  virtual std::optional<scorecard::Assignment> assignment(TicketId ticket, std::string_view agency) = 0;
  /// All of this ticket, in the order of their agencies.
  virtual std::vector<scorecard::Assignment> assignments_of(TicketId ticket) = 0;
  /// Adds it, or replaces the one of its ticket and agency. Called by the ticket editor only.
  virtual void put(const scorecard::Assignment& assignment) = 0;
};

}  // namespace lapor::engine
