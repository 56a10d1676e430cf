// Where a modem can be, and what moves it: one table, printed in docs/architecture.md.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace lapor::modem {

enum class ModemState {
  absent,      ///< its device isn't there
  connecting,  ///< a worker is on its way, or a short pause before the next one
  ready,       ///< takes texts and gives reports
  no_network,  ///< gives reports; nothing is sent until it is registered again
  need_pin,    ///< waits for its operator, or for a SIM that asks no longer
  failed,      ///< failed several times in a row, and is tried all the same
  held         ///< left alone by order
};

enum class ModemEvent {
  appears,   ///< the device is there
  vanishes,  ///< the device is gone
  connects,  ///< its worker is ready
  loses_network,
  finds_network,
  ends,       ///< its worker ended
  fails_on,   ///< again, and again
  wants_pin,  ///< and there is none that may be tried
  hold,       ///< by the operator
  resume
};

struct Move {
  ModemState from;
  ModemEvent event;
  ModemState to;
};

inline constexpr std::array moves{
    Move{ModemState::absent, ModemEvent::appears, ModemState::connecting},
    Move{ModemState::absent, ModemEvent::hold, ModemState::held},
    Move{ModemState::connecting, ModemEvent::connects, ModemState::ready},
    Move{ModemState::connecting, ModemEvent::fails_on, ModemState::failed},
    Move{ModemState::connecting, ModemEvent::wants_pin, ModemState::need_pin},
    Move{ModemState::connecting, ModemEvent::vanishes, ModemState::absent},
    Move{ModemState::connecting, ModemEvent::hold, ModemState::held},
    Move{ModemState::ready, ModemEvent::loses_network, ModemState::no_network},
    Move{ModemState::ready, ModemEvent::ends, ModemState::connecting},
    Move{ModemState::ready, ModemEvent::vanishes, ModemState::absent},
    Move{ModemState::ready, ModemEvent::hold, ModemState::held},
    Move{ModemState::no_network, ModemEvent::finds_network, ModemState::ready},
    Move{ModemState::no_network, ModemEvent::ends, ModemState::connecting},
    Move{ModemState::no_network, ModemEvent::vanishes, ModemState::absent},
    Move{ModemState::no_network, ModemEvent::hold, ModemState::held},
    Move{ModemState::need_pin, ModemEvent::connects, ModemState::ready},
    Move{ModemState::need_pin, ModemEvent::resume, ModemState::connecting},
    Move{ModemState::need_pin, ModemEvent::vanishes, ModemState::absent},
    Move{ModemState::need_pin, ModemEvent::hold, ModemState::held},
    Move{ModemState::failed, ModemEvent::connects, ModemState::ready},
    Move{ModemState::failed, ModemEvent::wants_pin, ModemState::need_pin},
    Move{ModemState::failed, ModemEvent::resume, ModemState::connecting},
    Move{ModemState::failed, ModemEvent::vanishes, ModemState::absent},
    Move{ModemState::failed, ModemEvent::hold, ModemState::held},
    Move{ModemState::held, ModemEvent::resume, ModemState::connecting},
};

constexpr std::optional<ModemState> next(ModemState from, ModemEvent event) {
  for (const auto& m : moves)
    if (m.from == from && m.event == event) return m.to;
  return std::nullopt;
}
static_assert(!next(ModemState::held, ModemEvent::connects), "a held modem is left alone");

std::string_view name(ModemState state);
std::string_view name(ModemEvent event);

}  // namespace lapor::modem
