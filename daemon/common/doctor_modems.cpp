// laporctl doctor on modems and their SIMs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "common/doctor.hpp"

namespace lapor::daemon {
namespace {

using control::Json;

struct StateAdvice {
  std::string_view state;
  Verdict verdict;
  std::string_view todo;
};
constexpr std::array all_advice{
    StateAdvice{"ready", Verdict::ok, ""},
    StateAdvice{"connecting", Verdict::warn, "wait a minute; the gateway is talking to it"},
    StateAdvice{"absent", Verdict::fail,
                "plug it in, or correct device or imei of [[modem]]; laporctl detect shows what is there"},
    StateAdvice{"no_network", Verdict::fail, "look at the antenna and whether the SIM is still valid"},
    StateAdvice{"need_pin", Verdict::fail,
                "put the SIM's PIN into /etc/lapord/pins/NAME, then laporctl modem NAME reset"},
    StateAdvice{"failed", Verdict::fail,
                "laporctl modem NAME reset; if that does not help, unplug it and look at its power"},
    StateAdvice{"held", Verdict::warn, "laporctl modem NAME resume, when it may be used again"},
};

/// The advice for each state of a line to a carrier.
constexpr std::array line_advice{
    StateAdvice{"ready", Verdict::ok, ""},
    StateAdvice{"connecting", Verdict::warn,
                "wait a minute; then look whether the carrier can be reached, and ask it (short-number.md)"},
    StateAdvice{"failed", Verdict::fail,
                "look at host, port, system_id and the password of [[smpp]] NAME, and ask the carrier"},
    StateAdvice{"held", Verdict::warn, "laporctl modem NAME resume, when it may be used again"},
};

/// nullptr for a state that this version doesn't know.
const StateAdvice* advice_for(std::span<const StateAdvice> advice, std::string_view state) {
  const auto at =
      std::find_if(advice.begin(), advice.end(), [&](const StateAdvice& a) { return a.state == state; });
  return at == advice.end() ? nullptr : &*at;
}

std::string with_name(std::string_view todo, const std::string& name) {
  std::string out(todo);
  for (auto at = out.find("NAME"); at != std::string::npos; at = out.find("NAME", at + name.size()))
    out.replace(at, 4, name);
  return out;
}

void judge_signal(const Json& modem, Finding& f) {
  const auto signal = number_of(modem, "signal_percent");
  if (!signal) return;
  f.text += fmt::format(", signal {}%", *signal);
  if (*signal >= 15) return;
  f.verdict = Verdict::warn;
  f.todo = "move the antenna; below 15% texts get lost";
}

void judge_places(const Json& modem, const std::string& name, Finding& f) {
  const auto used = number_of(modem, "sim_used").value_or(0), size = number_of(modem, "sim_size").value_or(0);
  if (size == 0 || used * 10 < size * 8) return;
  f.verdict = Verdict::warn;
  f.text += fmt::format(", {} of {} places of the SIM in use", used, size);
  f.todo = "if it stays so, the modem doesn't erase: laporctl modem " + name + " reset";
}

/// Operators switch 3G off: a modem on it falls back to 2G, or dies with it.
void judge_access(const Json& modem, Finding& f) {
  const auto access = text_of(modem, "access");
  if (!access.empty()) f.text += " on " + access;
  if (access != "3G") return;
  f.verdict = Verdict::warn;
  f.todo = "3G is being switched off: unless this modem knows 2G or 4G too, replace it (docs/modems.md)";
}

Finding judge_modem(const Json& modem) {
  const auto name = text_of(modem, "name"), state = text_of(modem, "state");
  const bool is_line = text_of(modem, "kind") == "smpp";
  const auto* advice = is_line ? advice_for(line_advice, state) : advice_for(all_advice, state);
  Finding f{"modem " + name, advice ? advice->verdict : Verdict::warn, state,
            advice ? with_name(advice->todo, name) : std::string{}};
  if (f.verdict != Verdict::ok) {
    const auto error = text_of(modem, "last_error");
    if (!error.empty()) f.text += ": " + error;
    if (flag_of(modem, "lacks_service_centre"))
      f.todo = fmt::format(
          "ask the SIM's operator for its message centre, and write csca = \"+62...\" into [[modem]] of {}",
          name);
    return f;
  }
  if (const auto reason = text_of(modem, "not_sending"); !reason.empty()) {
    f.verdict = Verdict::warn;
    f.text += ", sends nothing: " + reason;
    f.todo = "laporctl messages --out --state failed shows what was refused; look at the SIM's credit";
    return f;
  }
  judge_access(modem, f);
  judge_signal(modem, f);
  judge_places(modem, name, f);
  return f;
}

void judge_validity(const std::string& check, std::chrono::sys_days valid_until, Instant now, Findings& out) {
  const auto left = (valid_until - std::chrono::floor<std::chrono::days>(now)).count();
  if (left < 0)
    out.push_back({check, Verdict::fail, fmt::format("no longer valid for {} days, by valid_until", -left),
                   "top it up, and write the new day into [[modem]] valid_until"});
  else if (left <= 14)
    out.push_back({check, Verdict::warn, fmt::format("valid for {} days more", left), "top it up"});
}

Finding judge_balance(const std::string& modem, const engine::SimRules::Balance& rules,
                      const std::optional<engine::SimBalance>& balance) {
  const auto check = "SIM " + modem;
  if (!balance) return {check, Verdict::ok, "its balance was not asked yet", {}};
  if (!balance->amount)
    return {check, Verdict::warn, "its balance can't be read",
            fmt::format("laporctl modem {} ussd '{}' shows the answer; correct balance_pattern", modem,
                        rules.ussd)};
  if (*balance->amount < static_cast<std::int64_t>(rules.low))
    return {check, Verdict::fail, fmt::format("holds {}, less than {}", *balance->amount, rules.low),
            "top it up"};
  return {check, Verdict::ok, fmt::format("holds {}", *balance->amount), {}};
}

}  // namespace

Findings judge_modems(const Json& status) {
  Findings out;
  for (const auto& modem : status["modems"].items()) out.push_back(judge_modem(modem));
  if (out.empty())
    out.push_back({"modem", Verdict::fail, "none is configured", "laporctl detect writes one"});
  return out;
}

Findings judge_sim(const std::string& modem, const engine::SimRules& rules,
                   const std::optional<engine::SimBalance>& balance, Instant now) {
  Findings out;
  if (rules.valid_until) judge_validity("SIM " + modem, *rules.valid_until, now, out);
  if (!rules.balance.ussd.empty()) out.push_back(judge_balance(modem, rules.balance, balance));
  return out;
}

}  // namespace lapor::daemon
