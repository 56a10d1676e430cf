#include "state.hpp"

#include <sstream>

#include "personality.hpp"
#include "text.hpp"

namespace lapor::modemsim {

State make_state(const Options& options) {
  State state;
  state.options = options;
  state.storages["SM"].size = options.sim_size;
  state.storages["ME"].size = options.phone_size;
  state.storages["SR"].size = options.report_size;
  state.pin = options.pin.empty() ? PinState::ready : PinState::need_pin;
  state.random.seed(options.seed);
  read_latency(options.latency, state.latency);
  state.started_ms = state.radio_on_ms = now_ms();
  take_on(state, options.as);
  return state;
}

bool State::hears() const {
  if (habits.saves_power && (settings.power_saving || settings.paged_seldom)) return false;
  return habits.hears_for_ms == 0 || now_ms() - radio_on_ms < habits.hears_for_ms;
}

Millis State::latency_of(const std::string& command) {
  auto found = latency.find(command);
  if (found == latency.end()) found = latency.find("default");
  if (found == latency.end()) return Millis{0};
  const auto [min, max] = found->second;
  if (max <= min) return Millis{min};
  return Millis{min + static_cast<int>(random() % static_cast<unsigned>(max - min + 1))};
}

bool read_latency(std::string_view text, std::map<std::string, Range>& table) {
  std::istringstream in{std::string(text)};
  for (std::string word; std::getline(in, word, ',');) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) return false;
    const auto value = word.substr(equals + 1);
    const auto dash = value.find('-');
    const auto min = number(value.substr(0, dash));
    const auto max = dash == std::string::npos ? min : number(value.substr(dash + 1));
    if (!min || !max) return false;
    auto name = word.substr(0, equals);
    name = name == "prompt" || name == "default" ? name : upper(name);
    if (name == "ALL") table.clear();
    table[name == "ALL" ? "default" : name] = Range{*min, *max};
  }
  return true;
}

std::int64_t now_ms() {
  return std::chrono::duration_cast<Millis>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace lapor::modemsim
