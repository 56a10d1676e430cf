#include "domain/sim/sim_pin.hpp"

#include <algorithm>

namespace lapor::sim {
namespace {
constexpr unsigned risked = 2;
}

PinVerdict may_enter(const PinQuestion& q) {
  if (!q.configured) return PinVerdict::none;
  if (q.tries_left && *q.tries_left <= 1) return PinVerdict::last_try;
  const auto good = [](const PinTry& t) { return t.end == PinTry::End::accepted; };
  const auto since = q.tries.first(
      static_cast<std::size_t>(std::find_if(q.tries.begin(), q.tries.end(), good) - q.tries.begin()));
  if (std::count_if(since.begin(), since.end(), [](const PinTry& t) { return !t.forgiven; }) >= risked)
    return PinVerdict::too_many;
  const bool proven =
      std::any_of(q.tries.begin(), q.tries.end(), [&](const PinTry& t) { return t.same && good(t); });
  const auto bars = [&](const PinTry& t) {
    if (!t.same) return false;
    // A value that the SIM refused is not entered again. The operator may order it only if the SIM says that
    // more than one try is left.
    if (t.end == PinTry::End::refused) return !t.forgiven || !q.tries_left;
    return !t.forgiven && !proven;
  };
  return std::any_of(since.begin(), since.end(), bars) ? PinVerdict::not_again : PinVerdict::enter;
}

std::string_view reason(PinVerdict verdict) {
  switch (verdict) {
    case PinVerdict::enter:
      return "";
    case PinVerdict::none:
      return "the SIM wants a PIN and none is configured";
    case PinVerdict::last_try:
      return "the SIM has one try left: unlock it in a phone";
    case PinVerdict::not_again:
      return "this PIN was refused, or may have been: it isn't entered again";
    case PinVerdict::too_many:
      return "two tries ended badly: look at the PIN, then order resume";
  }
  return "";
}

}  // namespace lapor::sim
