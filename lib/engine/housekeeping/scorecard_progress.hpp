// How far the figures have been counted that somebody is owed. After a crash they are counted from the start.
// Internal to lib/engine.
#pragma once
#include <map>
#include <string>

#include "domain/scorecard/card.hpp"
#include "engine/model/records.hpp"

namespace lapor::engine {

struct ScorecardProgress {
  ScorecardRequestId request_scorecard;  ///< which; none while nothing is owed
  AssignmentCursor at;
  scorecard::Tally all;
  std::map<std::string, scorecard::Tally> each;  ///< by agency, where all are asked for
};

}  // namespace lapor::engine
