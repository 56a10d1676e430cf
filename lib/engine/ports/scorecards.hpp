// Scorecards that are to go out by SMS.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/scorecard/card.hpp"
#include "engine/model/scorecard_request.hpp"

namespace lapor::engine {

class ScorecardsPort {
 public:
  virtual ~ScorecardsPort() = default;
  /// Stores a request; its id is ignored.
  virtual void add_scorecard_request(const ScorecardRequest& request) = 0;
  /// The one to be computed first; nullopt if there is none.
  virtual std::optional<ScorecardRequest> next_scorecard_request() = 0;
  /// Removes it: its message is queued, or nobody needs it.
  virtual void finish_scorecard_request(ScorecardRequestId request) = 0;
  /// Assignments after this place that count before `to`, in the order of places; of this agency, or of all
  /// where `agency` is empty.
  virtual std::vector<scorecard::Assignment> assignments_after(std::string_view agency,
                                                               const AssignmentCursor& after, Instant to,
                                                               std::size_t limit) = 0;
};

}  // namespace lapor::engine
