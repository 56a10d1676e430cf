// The scorecard: how an agency did, computed from the assignments of tickets to it. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace lapor::scorecard {

/// How an assignment ended.
enum class Ending {
  open,         ///< it has not ended
  confirmed,    ///< closed by the citizen's YA
  silence,      ///< closed because the citizen didn't answer
  transferred,  ///< the agency gave it to another: ALIH
  rerouted,     ///< the coordinator gave it to another
  rejected,     ///< TOLAK, or the coordinator rejected it
  cancelled,    ///< the citizen withdrew it
  duplicate     ///< merged into another ticket
};
std::string_view name(Ending e);
std::optional<Ending> ending(std::string_view name);

/// One ticket with one agency (table stay). A ticket that comes back to an agency goes on with the assignment
/// it had.
struct Assignment {
  TicketId ticket;
  std::string agency;
  Instant counted{};  ///< the day it counts for: of the first forward, or if there was none, of the failure
                      /// to reach the agency
  std::optional<Instant> forwarded;  ///< a modem first accepted the forward
  std::optional<Instant> response_due, first_response, resolution_due, resolved, left;
  Ending ending = Ending::open;
  unsigned contests = 0, reopens = 0;
  Duration paused{0};
  std::optional<Instant> paused_since;
  bool unreachable = false;  ///< no phone of the agency could be reached
  std::optional<unsigned> rating;
  friend bool operator==(const Assignment&, const Assignment&) = default;
};

/// The figures of one agency. `received` is responded + unanswered: an assignment that never reached the
/// agency is not the agency's delay and counts in `unreachable` only.
struct Card {
  std::string agency;
  unsigned received = 0, responded = 0, unanswered = 0;
  unsigned responded_in_time = 0;  ///< within the deadline of the ticket
  unsigned responded_24h = 0;
  std::optional<std::int64_t> median_first_response_s, p90_first_response_s;
  unsigned resolved = 0, resolved_in_time = 0;
  unsigned reopened = 0;   ///< contested with BELUM or reopened with BUKA
  unsigned contested = 0;  ///< with BELUM
  unsigned transferred = 0, rejected = 0;
  unsigned closed_by_citizen = 0, closed_by_silence = 0;
  unsigned open = 0, overdue = 0;  ///< open now; of these past a deadline of theirs
  unsigned unreachable = 0;
  std::int64_t paused_s = 0;  ///< the deadline was paused: waiting for the citizen, or TUNDA
  std::optional<double> rating;
  unsigned ratings = 0;
  std::optional<unsigned> rank;  ///< by share of answers in time, 1 is best; nullopt below fewest_for_rank
};

/// An agency with fewer reports gets no rank, because one ticket more or less would decide it.
inline constexpr unsigned fewest_for_rank = 10;

/// The partial sums of one card, added assignment by assignment.
struct Tally {
  Card card;
  std::vector<std::int64_t> waits;
  unsigned marks = 0;
};
void add(Tally& tally, const Assignment& assignment, Instant now);
Card finish(Tally tally);
/// Sets the ranks of cards with enough reports.
void give_ranks(std::vector<Card>& cards);

/// One card for each of `agencies`, in their order, then for other agencies that have assignments.
std::vector<Card> cards(std::span<const Assignment> assignments, const std::vector<std::string>& agencies,
                        Instant now);
/// A share in whole per cent; nullopt if whole is 0.
std::optional<unsigned> percent(unsigned part, unsigned whole);
/// The quantile by nearest rank, which is always one of the values. For 50 the median: of an even number of
/// values the mean of the middle two. nullopt of no values.
std::optional<std::int64_t> quantile(std::vector<std::int64_t> values, unsigned percent);

}  // namespace lapor::scorecard
