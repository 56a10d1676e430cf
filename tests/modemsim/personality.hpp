// Modems that don't answer as the standard says, or fail in ways of their own, as people who run modems
// report. Each is a row, a personality; docs/field-log.md tells where each was met.
#pragma once
#include <array>
#include <string_view>

namespace lapor::modemsim {

struct State;

struct Personality {
  std::string_view name, does;
  void (*apply)(State&);
};

/// All of them, for the manual and for `--as help`.
const std::array<Personality, 28>& personalities();
/// Makes the modem so; false if there is none of this name.
bool take_on(State& state, std::string_view name);

}  // namespace lapor::modemsim
