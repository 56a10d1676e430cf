// What the gateway would make of a text, without doing it: the real engine on a database in memory.
#pragma once
#include <string>

#include "base/error.hpp"
#include "config/config.hpp"
#include "control/json.hpp"

namespace lapor::daemon {

struct Explain {
  std::string from;     ///< empty: an ordinary mobile number, or the first contact of the first agency
  std::string as;       ///< "citizen", "agency", or empty: what the directory says of the sender
  std::string pending;  ///< "confirm", "rate", "clarify" or empty
  std::string text;
};

/// {command, ticket, category, flags, argument, replies}. Every number in the text with a good check digit is
/// taken for a ticket of this sender (an agency: one that is with it), one with a bad check digit for no
/// ticket at all. `now` is moved into the sending window, so that the answer doesn't depend on the hour.
Result<control::Json> explain(const engine::Rules& rules, const Explain& what, Instant now);

}  // namespace lapor::daemon
