// Whether a SIM's PIN may be entered: the third wrong one locks the SIM for good, and nobody is there to see
// it. So a try is on disk before it is made, and one whose end isn't known counts as wrong.
#pragma once
#include <optional>
#include <span>
#include <string_view>

namespace lapor::sim {

struct PinTry {
  enum class End { unknown, refused, accepted };
  bool same = false;  ///< the very value that is asked about
  End end = End::unknown;
  bool forgiven = false;  ///< the operator said "resume" since
};

struct PinQuestion {
  bool configured = true;              ///< there is a PIN to enter
  std::optional<unsigned> tries_left;  ///< as the modem tells, where it does
  std::span<const PinTry> tries;       ///< of this SIM, newest first
};

enum class PinVerdict { enter, none, last_try, not_again, too_many };

/// A value that was accepted once may be entered again after each start of the modem, but never more than two
/// tries are risked since a PIN was last accepted; any other value is entered once. The SIM's last try is
/// never spent.
PinVerdict may_enter(const PinQuestion& question);
/// For the operator: why not.
std::string_view reason(PinVerdict verdict);

}  // namespace lapor::sim
