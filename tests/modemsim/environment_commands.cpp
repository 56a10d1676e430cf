// Control commands for what surrounds the modem: the network, the pace of answers, faults.
#include "control.hpp"
#include "simulator.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

Reply latency(Simulator& simulator, std::string_view rest) {
  const auto given = words(rest);
  const bool good = given.size() == 2 || (given.size() == 3 && given[2] == "ms");
  if (!good || !read_latency(given[0] + "=" + given[1], simulator.state().latency)) {
    return refuse("latency all|default|prompt|COMMAND MIN[-MAX] (milliseconds)");
  }
  return {};
}

Reply prompt_latency(Simulator& simulator, std::string_view rest) {
  return latency(simulator, "prompt " + std::string(rest));
}

Reply seed(Simulator& simulator, std::string_view rest) {
  const auto value = number(trim(rest));
  if (!value) return refuse("seed NUMBER");
  simulator.state().random.seed(static_cast<unsigned>(*value));
  return {};
}

Reply report(Simulator& simulator, std::string_view rest) {
  const auto given = words(rest);
  auto& reports = simulator.state().reports;
  const auto hex = given.size() > 1 ? from_hex(given.back()) : std::nullopt;
  const bool one_byte = hex && hex->size() == 1;
  if (given.size() == 1 && (given[0] == "on" || given[0] == "off"))
    return reports.on = given[0] == "on", Reply{};
  if (given.size() == 2 && given[0] == "delay" && number(given[1])) {
    return reports.delay = Millis{*number(given[1])}, Reply{};
  }
  if (given.size() == 2 && given[0] == "status" && one_byte) {
    return reports.status = static_cast<std::uint8_t>((*hex)[0]), Reply{};
  }
  if (given.size() == 3 && given[0] == "now" && number(given[1]) && one_byte) {
    const bool found = simulator.radio().report(*number(given[1]), static_cast<std::uint8_t>((*hex)[0]));
    return found ? Reply{} : refuse("nothing was sent with that reference");
  }
  return refuse("report on|off | delay MS | status HEX | now REFERENCE HEX");
}

Reply set_signal(Simulator& simulator, std::string_view rest) {
  const auto value = number(trim(rest));
  if (!value || (*value > 31 && *value != 99)) return refuse("signal 0..31 or 99");
  simulator.state().signal = *value;
  return {};
}

Reply set_registration(Simulator& simulator, std::string_view rest) {
  const auto value = number(trim(rest));
  if (!value || *value > 5) return refuse("register 0..5");
  simulator.state().registration = *value;
  simulator.radio().announce_registration();
  simulator.radio().drain();
  return {};
}

Reply set_operator(Simulator& simulator, std::string_view rest) {
  simulator.state().operator_name = trim(rest);
  return {};
}

Reply set_access(Simulator& simulator, std::string_view rest) {
  const auto access = number(trim(rest));
  if (!access || *access > 13) return refuse("access 0..13");
  simulator.state().access = *access;
  return {};
}

Reply set_model(Simulator& simulator, std::string_view rest) {
  simulator.state().maker = take_word(rest);
  simulator.state().model = trim(rest);
  return {};
}

Reply set_ussd(Simulator& simulator, std::string_view rest) {
  const auto code = take_word(rest);
  if (code.empty() || rest.empty()) return refuse("ussd CODE ANSWER (a menu's choice: CODE>1)");
  simulator.state().ussd[code] = unescape(rest);
  return {};
}

Reply ussd_packed(Simulator& simulator, std::string_view rest) {
  simulator.state().ussd_packed = trim(rest) == "on";
  return {};
}

Reply joined(Simulator& simulator, std::string_view rest) {
  simulator.state().joined = trim(rest) == "on" ? Joined::taken : Joined::refused;
  return {};
}

Reply memfull(Simulator& simulator, std::string_view rest) {
  simulator.state().memfull_urc = trim(rest) == "on";
  return {};
}

Reply list_faults(const State& state, bool kinds) {
  Reply out;
  if (!kinds) {
    for (const auto& a : state.faults.armed()) {
      for (const auto& row : fault_kinds) {
        if (row.kind != a.kind) continue;
        out.lines.push_back(std::string(row.name) + " left=" + std::to_string(a.left) + " value=" +
                            std::to_string(a.value) + " for=" + (a.argument.empty() ? "-" : a.argument));
      }
    }
    return out;
  }
  for (const auto& row : fault_kinds) {
    out.lines.push_back(std::string(row.name) + (row.arguments.empty() ? "" : " ") +
                        std::string(row.arguments) + ": " + std::string(row.effect));
  }
  return out;
}

Reply clear_faults(Simulator& simulator, const std::vector<std::string>& given) {
  auto& faults = simulator.state().faults;
  const bool had_network = !faults.active(Fault::no_network);
  const auto* row = given.size() > 1 ? fault_named(given[1]) : nullptr;
  if (given.size() > 1 && !row) return refuse("no fault is named " + given[1]);
  if (row) {
    faults.clear(row->kind);
  } else {
    faults.clear();
  }
  if (!had_network && !faults.active(Fault::no_network)) simulator.radio().announce_registration();
  simulator.radio().drain();
  return {};
}

/// Reads "NUMBER", "COMMAND", "for=PHONE", "count=N", "forever" in any order.
bool read_fault(const std::vector<std::string>& given, Armed& fault) {
  const bool counts =
      fault.kind == Fault::truncate || fault.kind == Fault::delete_lies || fault.kind == Fault::echo_lost;
  const bool named = fault.kind == Fault::hang || fault.kind == Fault::error;
  for (std::size_t i = 1; i < given.size(); ++i) {
    const auto& word = given[i];
    const auto value = number(word);
    if (word == "forever") {
      fault.left = forever;
    } else if (word.starts_with("count=")) {
      const auto count = number(word.substr(6));
      if (!count || *count == 0) return false;
      fault.left = *count;
    } else if (word.starts_with("for=")) {
      fault.argument = word.substr(4);
    } else if (value) {
      (counts ? fault.left : fault.value) = *value;
    } else if (named) {
      fault.argument = upper(word[0] == '+' ? word.substr(1) : word);
    } else {
      return false;
    }
  }
  return true;
}

bool act_now(Simulator& simulator, Fault kind, int value, std::string_view text) {
  if (kind == Fault::urc) return simulator.radio().urc(unescape(text)), true;
  if (kind == Fault::stale) {
    const auto lines = number(take_word(text));
    simulator.state().stale = {lines.value_or(1), unescape(text)};
    return true;
  }
  if (kind == Fault::unplug) return simulator.unplug(value), true;
  if (kind == Fault::plug) return simulator.plug(), true;
  if (kind == Fault::reboot) return simulator.reboot(value > 0 ? value : 3000), true;
  return false;
}

Reply fault(Simulator& simulator, std::string_view rest) {
  const auto given = words(rest);
  if (given.empty() || given[0] == "list") return list_faults(simulator.state(), given.empty());
  if (given[0] == "clear") return clear_faults(simulator, given);
  const auto* row = fault_named(given[0]);
  if (!row) return refuse("no fault is named " + given[0] + "; \"fault\" alone lists them");
  Armed armed{row->kind, {}, 0, row->count};
  const bool text = row->kind == Fault::urc || row->kind == Fault::stale;
  if (!text && !read_fault(given, armed))
    return refuse("fault " + std::string(row->name) + " " + std::string(row->arguments));
  take_word(rest);
  if (act_now(simulator, row->kind, armed.value, rest)) return {};
  const bool needs_value = row->kind == Fault::answer_late || row->kind == Fault::cms ||
                           row->kind == Fault::garbage || row->kind == Fault::chatter ||
                           row->kind == Fault::poisoned_slot;
  if (needs_value && armed.value == 0)
    return refuse("fault " + std::string(row->name) + " " + std::string(row->arguments));
  simulator.state().faults.arm(armed);
  if (row->kind == Fault::chatter) simulator.chatter(armed.value);
  if (row->kind == Fault::no_network) simulator.radio().announce_registration();
  return {};
}

}  // namespace

const std::map<std::string, ControlHandler, std::less<>>& environment_commands() {
  static const std::map<std::string, ControlHandler, std::less<>> table{
      {"latency", latency},
      {"prompt-latency", prompt_latency},
      {"seed", seed},
      {"report", report},
      {"signal", set_signal},
      {"register", set_registration},
      {"operator", set_operator},
      {"access", set_access},
      {"model", set_model},
      {"ussd", set_ussd},
      {"ussd-packed", ussd_packed},
      {"memfull", memfull},
      {"joined", joined},
      {"fault", fault},
  };
  return table;
}

}  // namespace lapor::modemsim
