// Progress of the scorecard that is being computed for an SMS: the cursor and the totals so far. It is kept
// in memory and computed again after a restart.
#pragma once
#include <map>
#include <string>

#include "domain/scorecard/card.hpp"
#include "engine/model/scorecard_request.hpp"

namespace lapor::engine {

struct ScorecardProgress {
  ScorecardRequestId request;  ///< 0: none is being computed
  AssignmentCursor at;
  scorecard::Tally all;
  std::map<std::string, scorecard::Tally> by_agency;  ///< where all are asked for
};

}  // namespace lapor::engine
