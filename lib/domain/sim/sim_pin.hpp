// Decides whether a SIM's PIN may be entered (decision 0009). The third wrong PIN locks the SIM, so a try is
// on disk before it is made, and a try with an unknown result counts as wrong.
#pragma once
#include <optional>
#include <span>
#include <string_view>

namespace lapor::sim {

struct PinTry {
  enum class End { unknown, refused, accepted };
  bool same = false;  ///< the value tried is the value that is configured now
  End end = End::unknown;
  bool forgiven = false;  ///< the operator ordered "resume" since
};

struct PinQuestion {
  bool configured = true;              ///< there is a PIN to enter
  std::optional<unsigned> tries_left;  ///< as the modem says; nullopt if it doesn't
  std::span<const PinTry> tries;       ///< of this SIM, newest first
};

enum class PinVerdict { enter, none, last_try, not_again, too_many };

/// A value that was accepted once may be entered again after each start of the modem, but never more than two
/// tries are risked since a PIN was last accepted; any other value is entered once. The SIM's last try is
/// never spent.
PinVerdict may_enter(const PinQuestion& question);
/// The reason why the PIN is not entered, in English for the operator. \pre verdict is not enter
std::string_view reason(PinVerdict verdict);

}  // namespace lapor::sim
