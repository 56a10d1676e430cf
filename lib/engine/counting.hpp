// How far the figures have been counted that somebody is owed. After a crash they are counted from the start.
// Internal to lib/engine.
#pragma once
#include <map>
#include <string>

#include "domain/score/card.hpp"
#include "engine/records.hpp"

namespace lapor::engine {

struct Counting {
  RecapId recap;  ///< which; none while nothing is owed
  StayCursor at;
  score::Tally all;
  std::map<std::string, score::Tally> each;  ///< by agency, where all are asked for
};

}  // namespace lapor::engine
