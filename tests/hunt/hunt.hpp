// Plays one story: the gateway, the people, and the model beside it.
#pragma once
#include <optional>
#include <string>

#include "hunt/story.hpp"

namespace lapor::hunt {

struct Outcome {
  std::string broken;    ///< which promise; "" if all hold
  std::size_t line = 0;  ///< the deed after which it was seen
  double days = 0;       ///< that were lived
  std::size_t tickets = 0, texts = 0;
  int transactions = 0, deaths = 0;
};

struct Effort {
  bool check_all = false;  ///< after each deed, and not now and then
  bool trace = false;      ///< prints the newest records where a promise is broken
};

Outcome live(const Story& story, const Effort& effort = {});

/// The smallest story found that breaks the same promise. `tries`: how many stories may be lived for it.
Story shrink(Story story, const Outcome& outcome, int tries);

}  // namespace lapor::hunt
