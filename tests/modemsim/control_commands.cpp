// Control commands that look at the modem: what was sent, what is stored, counters, and waiting for any of
// it.
#include "control.hpp"
#include "simulator.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

std::string hex_or_dash(const std::string& bytes) { return bytes.empty() ? "-" : to_hex(bytes); }

std::string sent_line(const Sent& sent, std::size_t index) {
  const auto& submit = sent.submit;
  return std::to_string(index) + " to=" + submit.to + " ref=" + std::to_string(sent.reference) +
         " coding=" + std::string(name_of(submit.coding)) + " udh=" + hex_or_dash(submit.udh) +
         " srr=" + (submit.wants_report ? "1" : "0") + " at=" + std::to_string(sent.at_ms) +
         " answered=" + (sent.answered ? "1" : "0") + " text=" + escape(shown_text(submit));
}

/// Reads "since N"; 0 without it.
std::optional<std::size_t> read_since(std::string_view rest) {
  const auto given = words(rest);
  if (given.empty()) return 0;
  const auto value = given.size() == 2 && given[0] == "since" ? number(given[1]) : std::nullopt;
  return value ? std::optional<std::size_t>(static_cast<std::size_t>(*value)) : std::nullopt;
}

Reply show_sent(Simulator& simulator, std::string_view rest) {
  const auto since = read_since(rest);
  if (!since) return refuse("sent [since N]");
  Reply out;
  const auto& sent = simulator.state().sent;
  for (std::size_t i = *since; i < sent.size(); ++i) out.lines.push_back(sent_line(sent[i], i + 1));
  return out;
}

Reply show_texts(Simulator& simulator, std::string_view rest) {
  const auto since = read_since(rest);
  if (!since) return refuse("texts [since N]");
  Reply out;
  for (const auto& one : simulator.state().conversation.said()) {
    if (one.last <= *since) continue;
    out.lines.push_back(std::to_string(one.last) + " to=" + one.to + " parts=" + std::to_string(one.parts) +
                        " text=" + escape(one.text));
  }
  return out;
}

Reply show_stored(Simulator& simulator, std::string_view) {
  constexpr std::array statuses{"unread", "read", "unsent", "sent"};
  Reply out;
  for (const auto& [name, storage] : simulator.state().storages) {
    for (const auto& [index, slot] : storage.slots) {
      out.lines.push_back(name + " " + std::to_string(index) + " " +
                          statuses[static_cast<std::size_t>(slot.status)] + " " + to_hex(slot.pdu));
    }
  }
  for (const auto& pdu : simulator.state().smsc_queue) out.lines.push_back("SMSC - waiting " + to_hex(pdu));
  return out;
}

Reply show_stats(Simulator& simulator, std::string_view) {
  auto& state = simulator.state();
  const auto& stats = state.stats;
  Reply out;
  auto line = [&out](const std::string& name, const auto& value) {
    if constexpr (std::is_convertible_v<decltype(value), std::string>) {
      out.lines.push_back(name + "=" + std::string(value));
    } else {
      out.lines.push_back(name + "=" + std::to_string(value));
    }
  };
  for (const auto& [name, count] : stats.commands) line("command." + name, count);
  line("bytes_in", stats.bytes_in), line("bytes_out", stats.bytes_out);
  line("sent", state.sent.size()), line("refused", stats.refused), line("deleted", stats.deleted);
  line("indications", stats.indications), line("reports", stats.reports);
  line("opens", stats.opens), line("reboots", stats.reboots);
  for (const auto& [name, storage] : state.storages) {
    line("used." + name, storage.used()), line("size." + name, storage.size);
  }
  line("smsc_queue", state.smsc_queue.size());
  line("pin", std::string(state.pin == PinState::ready      ? "ready"
                          : state.pin == PinState::need_pin ? "pin"
                                                            : "puk"));
  line("pin_tries", state.pin_tries);
  line("plugged", static_cast<int>(simulator.plugged())),
      line("open", static_cast<int>(simulator.port_open()));
  line("last_command", escape(stats.last_command));
  return out;
}

bool all_empty(const State& state) {
  for (const auto& [name, storage] : state.storages) {
    if (storage.used()) return false;
  }
  return state.smsc_queue.empty();
}

/// Looks only at texts that were completed since the last call.
std::function<bool()> said_condition(Simulator& simulator, std::string to, std::string text) {
  return [s = &simulator, to = std::move(to), text = std::move(text), next = std::size_t{0}]() mutable {
    const auto& said = s->state().conversation.said();
    for (; next < said.size(); ++next) {
      if (said[next].to == to && said[next].text.find(text) != std::string::npos) return true;
    }
    return false;
  };
}

/// The condition that a wait names; nothing if it isn't understood. Words that it used are taken off `given`.
std::function<bool()> condition(Simulator& simulator, std::vector<std::string>& given) {
  auto take = [&given] {
    if (given.empty()) return std::string();
    const auto word = given.front();
    given.erase(given.begin());
    return word;
  };
  auto* s = &simulator;
  const auto what = take();
  if (what == "empty") return [s] { return all_empty(s->state()); };
  if (what == "open") return [s] { return s->port_open(); };
  if (what == "closed") return [s] { return !s->port_open(); };
  if (what == "idle") return [s] { return s->idle(); };
  if (what == "plugged") return [s] { return s->plugged(); };
  const auto name = what == "command" ? upper(take()) : what;
  const auto count = static_cast<std::size_t>(number(take()).value_or(1));
  if (what == "sent") return [s, count] { return s->state().sent.size() >= count; };
  if (what == "texts") return [s, count] { return s->state().conversation.said().size() >= count; };
  if (what == "command") {
    return [s, name, count] { return static_cast<std::size_t>(s->state().stats.commands[name]) >= count; };
  }
  return {};
}

/// "said TIMEOUT NUMBER TEXT": the text is the rest of the line.
Reply wait_said(Simulator& simulator, std::string_view rest) {
  const auto given = words(rest);
  const auto timeout = given.size() >= 4 ? number(given[1]) : std::nullopt;
  if (!timeout) return refuse("wait said TIMEOUT_MS NUMBER TEXT");
  const auto after_number = rest.find(" " + given[2] + " ") + given[2].size() + 2;
  Reply out;
  out.until = said_condition(simulator, given[2], unescape(rest.substr(after_number)));
  out.timeout = Millis{*timeout};
  return out;
}

Reply wait(Simulator& simulator, std::string_view rest) {
  if (rest.starts_with("said ")) return wait_said(simulator, rest);
  auto given = words(rest);
  Reply out;
  out.until = condition(simulator, given);
  if (!out.until) {
    return refuse("wait sent|texts N, empty, open, closed, idle, plugged, command NAME N [TIMEOUT_MS]");
  }
  const auto timeout = given.empty() ? std::nullopt : number(given[0]);
  if (timeout) out.timeout = Millis{*timeout};
  return out;
}

Reply show_number(Simulator& simulator, std::string_view) {
  return {{simulator.state().options.number}, {}, {}, {}};
}

Reply quit(Simulator& simulator, std::string_view) {
  simulator.stop();
  return {};
}

Reply help(Simulator&, std::string_view) {
  Reply out;
  for (const auto* table : {&control_commands(), &arrival_commands(), &environment_commands()}) {
    for (const auto& [name, handler] : *table) out.lines.push_back(name);
  }
  return out;
}

}  // namespace

const std::map<std::string, ControlHandler, std::less<>>& control_commands() {
  static const std::map<std::string, ControlHandler, std::less<>> table{
      {"sent", show_sent}, {"texts", show_texts},   {"stored", show_stored}, {"stats", show_stats},
      {"wait", wait},      {"number", show_number}, {"quit", quit},          {"help", help},
  };
  return table;
}

}  // namespace lapor::modemsim
