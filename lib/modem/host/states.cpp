#include "modem/host/states.hpp"

#include <cstddef>

namespace lapor::modem {

std::string_view name(ModemState state) {
  constexpr std::array<std::string_view, 7> names{"absent",   "connecting", "ready", "no_network",
                                                  "need_pin", "failed",     "held"};
  return names[static_cast<std::size_t>(state)];
}

std::string_view name(ModemEvent event) {
  constexpr std::array<std::string_view, 10> names{"appears",       "vanishes", "connects", "loses_network",
                                                   "finds_network", "ends",     "fails_on", "wants_pin",
                                                   "hold",          "resume"};
  return names[static_cast<std::size_t>(event)];
}

}  // namespace lapor::modem
