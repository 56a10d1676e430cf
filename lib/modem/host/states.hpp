// The states of a modem and what leads from one to another: one table, printed in docs/architecture.md.
#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "base/transition_table.hpp"

namespace lapor::modem {

enum class ModemState {
  absent,      ///< its device isn't there
  connecting,  ///< a worker is starting, or a short pause before the next one
  ready,       ///< sends and receives
  no_network,  ///< receives; nothing is sent until it is registered again
  need_pin,    ///< waits for its operator, or for a SIM that no longer asks
  failed,      ///< at least three failed starts in a row; lapord keeps retrying
  held         ///< left alone by the operator's order
};

enum class ModemEvent {
  appears,   ///< the device is there
  vanishes,  ///< the device is gone
  connects,  ///< its worker is ready
  loses_network,
  finds_network,
  ends,       ///< its worker ended
  fails_on,   ///< the third failure in a row
  wants_pin,  ///< and there is no PIN that may be tried
  hold,       ///< the operator's orders
  resume
};

inline constexpr TransitionTable transitions{std::to_array<Transition<ModemState, ModemEvent>>({
    {ModemState::absent, ModemEvent::appears, ModemState::connecting},
    {ModemState::absent, ModemEvent::hold, ModemState::held},
    {ModemState::connecting, ModemEvent::connects, ModemState::ready},
    {ModemState::connecting, ModemEvent::fails_on, ModemState::failed},
    {ModemState::connecting, ModemEvent::wants_pin, ModemState::need_pin},
    {ModemState::connecting, ModemEvent::vanishes, ModemState::absent},
    {ModemState::connecting, ModemEvent::hold, ModemState::held},
    {ModemState::ready, ModemEvent::loses_network, ModemState::no_network},
    {ModemState::ready, ModemEvent::ends, ModemState::connecting},
    {ModemState::ready, ModemEvent::vanishes, ModemState::absent},
    {ModemState::ready, ModemEvent::hold, ModemState::held},
    {ModemState::no_network, ModemEvent::finds_network, ModemState::ready},
    {ModemState::no_network, ModemEvent::ends, ModemState::connecting},
    {ModemState::no_network, ModemEvent::vanishes, ModemState::absent},
    {ModemState::no_network, ModemEvent::hold, ModemState::held},
    {ModemState::need_pin, ModemEvent::connects, ModemState::ready},
    {ModemState::need_pin, ModemEvent::resume, ModemState::connecting},
    {ModemState::need_pin, ModemEvent::vanishes, ModemState::absent},
    {ModemState::need_pin, ModemEvent::hold, ModemState::held},
    {ModemState::failed, ModemEvent::connects, ModemState::ready},
    {ModemState::failed, ModemEvent::wants_pin, ModemState::need_pin},
    {ModemState::failed, ModemEvent::resume, ModemState::connecting},
    {ModemState::failed, ModemEvent::vanishes, ModemState::absent},
    {ModemState::failed, ModemEvent::hold, ModemState::held},
    {ModemState::held, ModemEvent::resume, ModemState::connecting},
})};
static_assert(transitions.is_deterministic());

/// The state after an event; nullopt if the event isn't allowed in `from`.
constexpr std::optional<ModemState> next(ModemState from, ModemEvent event) {
  return transitions.next(from, event);
}
static_assert(!next(ModemState::held, ModemEvent::connects), "a held modem is left alone");

std::string_view name(ModemState state);
std::string_view name(ModemEvent event);

}  // namespace lapor::modem
