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

/// How a ticket's time with an agency ended.
enum class Ending {
  open,         ///< it is there still
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
  Instant counted{};  ///< the day it counts for: the first forward, else when it proved out of reach
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

/// The figures of one agency. `received` is responded + unanswered: what never reached the agency is no delay
/// of its own and counts in `unreachable` alone.
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
  std::int64_t paused_s = 0;  ///< the clock stood still: the citizen's turn, or TUNDA
  std::optional<double> rating;
  unsigned ratings = 0;
  std::optional<unsigned> rank;  ///< by answers in time; none below ten reports
};

/// Below so many reports an agency gets no rank: one ticket more or less would decide it.
inline constexpr unsigned fewest_for_rank = 10;

/// What the figures of one card are gathered in, stay by stay.
struct Tally {
  Card card;
  std::vector<std::int64_t> waits;
  unsigned marks = 0;
};
void add(Tally& tally, const Assignment& assignment, Instant now);
Card finish(Tally tally);
/// Among those with enough reports.
void give_ranks(std::vector<Card>& cards);

/// One card for each of `agencies` in their order, and after them for others that have stays.
std::vector<Card> cards(std::span<const Assignment> assignments, const std::vector<std::string>& agencies,
                        Instant now);
/// A share in whole per cent; nothing of nothing.
std::optional<unsigned> percent(unsigned part, unsigned whole);
/// The value that `percent` of 100 don't exceed, by nearest rank: always a value that occurred. 50: the
/// median, the mean of the two in the middle where their number is even.
std::optional<std::int64_t> quantile(std::vector<std::int64_t> values, unsigned percent);

}  // namespace lapor::scorecard
