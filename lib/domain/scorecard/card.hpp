// The scorecard: how an agency did, computed from the assignments of tickets to it. Pure. What each figure
// counts, and why, is told to everybody in docs/scorecard.md.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace lapor::scorecard {

/// The end of an assignment.
enum class Ending {
  open,         ///< it has not ended
  confirmed,    ///< closed by the reporter's YA, or by the coordinator where nobody could be asked
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
  PersonId reporter;
  Instant counted{};  ///< the day it counts for: of the first forward, or if there was none, of the failure
                      /// to reach the agency
  std::optional<Instant> forwarded;  ///< a modem first accepted the forward
  std::optional<Instant> response_due, first_response, resolution_due, resolved, left;
  Ending ending = Ending::open;
  unsigned contests = 0, reopens = 0;
  unsigned given_back = 0;                ///< how often the agency gave it away or refused it
  unsigned came_back = 0;                 ///< how often it was sent back after that
  unsigned questions = 0, postponed = 0;  ///< TANYA, TUNDA
  unsigned promises = 0;                  ///< how often PROSES moved the date of the next word
  bool answered_by_leaving = false;       ///< first_response is a transfer or a refusal
  bool own_report = false;                ///< reported from a phone that the configuration names
  Duration paused{0};
  std::optional<Instant> paused_since;
  bool unreachable = false;  ///< no phone of the agency could be reached
  std::optional<unsigned> rating;
  friend bool operator==(const Assignment&, const Assignment&) = default;
};

/// The figures of one agency. `received` is responded + unanswered.
struct Card {
  std::string agency;
  unsigned received = 0, responded = 0, unanswered = 0;
  unsigned responded_in_time = 0;  ///< within the deadline of the ticket
  unsigned responded_24h = 0;
  std::optional<std::int64_t> median_first_response_s, p90_first_response_s;
  unsigned resolved = 0, resolved_in_time = 0;
  unsigned resolved_uncontested = 0;  ///< confirmed, or closed by silence; and nobody said BELUM or BUKA
  unsigned resolved_uncontested_in_time =
      0;                   ///< of these, within the date of resolution and not counted apart
  unsigned judged = 0;     ///< what the rank's share is of: reports whose end can be judged
  unsigned awaiting = 0;   ///< resolved, and the citizen may still contest
  unsigned reopened = 0;   ///< contested with BELUM or reopened with BUKA
  unsigned contested = 0;  ///< with BELUM
  unsigned transferred = 0, rejected = 0;
  unsigned given_back = 0;  ///< given away or refused by the agency, whether they came back or not
  unsigned came_back = 0;
  unsigned postponed = 0, asked = 0;
  unsigned closed_by_citizen = 0, closed_by_silence = 0;
  unsigned open = 0, overdue = 0;  ///< open now; of these past a deadline of theirs
  unsigned unreachable = 0;
  std::int64_t paused_s = 0;  ///< the deadline was paused: waiting for the citizen, or TUNDA
  std::optional<double> rating;
  unsigned ratings = 0;
  unsigned own_reports = 0;      ///< counted apart: from phones of the configuration
  unsigned clustered = 0;        ///< counted apart: beyond the fifth of one reporter
  std::optional<unsigned> rank;  ///< by the share of resolved_uncontested_in_time in judged
};

/// Below so many judged reports an agency gets no rank: one ticket more or less would decide it.
inline constexpr unsigned fewest_for_rank = 10;
/// An agency that resolved fewer stands after every one that resolved so many.
inline constexpr unsigned resolved_floor = 10;
/// So many reports of one reporter to one agency count for its rank and its marks.
inline constexpr unsigned most_of_one_reporter = 5;
/// A phone that takes no text for so long is the agency's own matter.
inline constexpr Duration unreachable_forgiven = std::chrono::hours(24);

/// The partial sums of one card, added assignment by assignment.
struct Tally {
  Card card;
  std::vector<std::int64_t> waits;
  std::map<PersonId, unsigned> of_reporter;  ///< reports of each
  unsigned marks = 0;
};
void add(Tally& tally, const Assignment& assignment, Instant now);
Card finish(Tally tally);
/// Sets the ranks of cards with enough judged reports.
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
