// What the gateway would make of a text, without doing it: the real engine on a database in memory.
#pragma once
#include <string>

#include "base/error.hpp"
#include "base/time.hpp"
#include "control/json.hpp"
#include "engine/api/rules.hpp"

namespace lapor::laporctl {

struct ExplainQuestion {
  std::string from;  ///< empty: an ordinary mobile number, or the first contact of the first agency
  std::string as;    ///< "citizen", "agency", or empty: what the directory says of the sender
  std::string
      pending;  ///< "confirm", "rate", "clarify" or empty: a question that waits for the sender's answer
  std::string text;
};

/// {command, ticket, category, flags, argument, replies}. Every number in the text with a good check digit
/// counts as a ticket of this sender (for an agency: one that is with it), one with a bad check digit as no
/// ticket at all. `now` is moved into the sending window, so that the answer doesn't depend on the hour.
/// Errors: rejected where no agency has a contact to speak as.
Result<control::Json> explain(const engine::Rules& rules, const ExplainQuestion& question, Instant now);

}  // namespace lapor::laporctl
