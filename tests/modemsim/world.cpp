// Control commands that change the world around the modem: texts that arrive, the network, latencies, faults.
#include <time.h>

#include <algorithm>

#include "control.hpp"
#include "simulator.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

using Words = std::map<std::string, std::string>;

/// The first word; `rest` keeps what follows it.
std::string take_word(std::string_view& rest) {
  while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
  const auto end = std::min(rest.find(' '), rest.size());
  const std::string word(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

/// Reads "key=value … -- TEXT"; without " -- " everything is the text.
std::string_view take_options(std::string_view text, Words& options) {
  const bool only_text = text.starts_with("-- ");
  const auto mark = only_text ? 0 : text.find(" -- ");
  if (mark == std::string_view::npos) return text;
  for (const auto& word : words(text.substr(0, mark))) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) return text;  // a text with a dash in it
    options[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return text.substr(mark + (only_text ? 3 : 4));
}

/// "2026-03-03T08:00:00Z", UTC.
std::optional<Seconds> read_time(const std::string& text) {
  std::tm parts{};
  if (!strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts)) return {};
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::from_time_t(timegm(&parts)));
}

std::optional<unsigned> option(const Words& options, const char* name) {
  const auto found = options.find(name);
  if (found == options.end()) return {};
  const auto value = number(found->second);
  return value ? std::optional<unsigned>(static_cast<unsigned>(*value)) : std::nullopt;
}

/// The name of an option that nobody knows or whose value can't be read; empty if all are good.
std::string bad_option(const Words& options) {
  for (const auto& [key, value] : options) {
    const bool known = key == "class" || key == "ref" || key == "bits" || key == "part" || key == "total" ||
                       key == "pid" || key == "dcs";
    if (key == "smsc_time" ? !read_time(value) : key == "udh" ? !from_hex(value) : !known || !number(value)) return key;
  }
  return {};
}

Deliver make_deliver(const std::string& from, const Words& options) {
  Deliver out;
  out.from = from;
  out.pid = option(options, "pid").value_or(0);
  out.dcs = option(options, "dcs");
  out.message_class = option(options, "class");
  const auto time = options.find("smsc_time");
  out.smsc_time = time != options.end()
                      ? *read_time(time->second)
                      : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto udh = options.find("udh");
  if (udh != options.end()) out.udh = *from_hex(udh->second);
  return out;
}

/// The parts of one text. With part= and total= the text is that one part, as a test wants it; with part= alone,
/// only that part of the cut text arrives.
std::vector<Deliver> make_parts(Deliver whole, const Words& options, State& state) {
  const unsigned bits = option(options, "bits").value_or(8);
  const auto part = option(options, "part"), total = option(options, "total");
  const bool raw = (part && total) || !whole.udh.empty();
  const auto given = option(options, "ref");
  const unsigned reference = given ? *given : state.next_concat;
  if (raw) {
    whole.coding = to_septets(whole.text) ? Coding::gsm7 : Coding::ucs2;
    if (part && total) whole.udh += concat_udh(reference, bits, *total, *part);
    return {whole};
  }
  auto out = split(whole, reference, bits);
  if (out.size() > 1 && !given) ++state.next_concat;
  if (part && *part >= 1 && *part <= out.size()) return {out[*part - 1]};
  return out;
}

Reply inject(Simulator& simulator, std::string_view rest) {
  const auto from = take_word(rest);
  if (from.empty()) return refuse("inject FROM [key=value … --] TEXT");
  Words options;
  const auto text = take_options(rest, options);
  const auto bad = bad_option(options);
  if (!bad.empty()) return refuse("option " + bad);
  auto& state = simulator.state();
  auto whole = make_deliver(unescape(from), options);
  whole.text = to_utf16(unescape(text));
  Reply out;
  for (const auto& part : make_parts(whole, options, state)) {
    simulator.radio().arrive(encode_deliver(part, state.options.smsc));
  }
  return out;
}

Reply inject_pdu(Simulator& simulator, std::string_view rest) {
  const auto bytes = from_hex(trim(rest));
  if (!bytes) return refuse("inject-pdu HEX");
  simulator.radio().arrive(*bytes);
  return {};
}

Reply inject_octets(Simulator& simulator, std::string_view rest) {
  const auto from = take_word(rest);
  auto all = words(rest);
  Words options;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) options[all[i].substr(0, all[i].find('='))] = all[i].substr(all[i].find('=') + 1);
  const auto bytes = all.empty() ? std::nullopt : from_hex(all.back());
  if (!bytes || !bad_option(options).empty()) return refuse("inject-octets FROM [udh=HEX] [key=value …] HEX");
  auto one = make_deliver(from, options);
  one.coding = Coding::octets;
  one.octets = *bytes;
  simulator.radio().arrive(encode_deliver(one, simulator.state().options.smsc));
  return {};
}

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
  if (given.size() == 1 && (given[0] == "on" || given[0] == "off")) return reports.on = given[0] == "on", Reply{};
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

Reply set_ussd(Simulator& simulator, std::string_view rest) {
  const auto code = take_word(rest);
  if (code.empty() || rest.empty()) return refuse("ussd CODE ANSWER (a menu's choice: CODE>1)");
  simulator.state().ussd[code] = unescape(rest);
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
        out.lines.push_back(std::string(row.name) + " left=" + std::to_string(a.left) +
                            " value=" + std::to_string(a.value) + " for=" + (a.argument.empty() ? "-" : a.argument));
      }
    }
    return out;
  }
  for (const auto& row : fault_kinds) {
    out.lines.push_back(std::string(row.name) + (row.arguments.empty() ? "" : " ") + std::string(row.arguments) + ": " +
                        std::string(row.effect));
  }
  return out;
}

Reply clear_faults(Simulator& simulator, const std::vector<std::string>& given) {
  auto& faults = simulator.state().faults;
  const auto* row = given.size() > 1 ? fault_named(given[1]) : nullptr;
  if (given.size() > 1 && !row) return refuse("no fault is named " + given[1]);
  if (row) {
    faults.clear(row->kind);
  } else {
    faults.clear();
  }
  simulator.radio().drain();
  return {};
}

/// Reads "NUMBER", "COMMAND", "for=PHONE", "count=N", "forever" in any order.
bool read_fault(const std::vector<std::string>& given, Armed& fault) {
  const bool counts = fault.kind == Fault::truncate || fault.kind == Fault::delete_lies || fault.kind == Fault::echo_lost;
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
  const bool text = row->kind == Fault::urc;
  if (!text && !read_fault(given, armed)) return refuse("fault " + std::string(row->name) + " " + std::string(row->arguments));
  take_word(rest);
  if (act_now(simulator, row->kind, armed.value, rest)) return {};
  const bool needs_value = row->kind == Fault::answer_late || row->kind == Fault::cms ||
                           row->kind == Fault::garbage || row->kind == Fault::chatter;
  if (needs_value && armed.value == 0) return refuse("fault " + std::string(row->name) + " " + std::string(row->arguments));
  simulator.state().faults.arm(armed);
  if (row->kind == Fault::chatter) simulator.chatter(armed.value);
  if (row->kind == Fault::no_network) simulator.radio().announce_registration();
  return {};
}

}  // namespace

const std::map<std::string, ControlHandler, std::less<>>& world_commands() {
  static const std::map<std::string, ControlHandler, std::less<>> table{
      {"inject", inject},       {"inject-pdu", inject_pdu},
      {"inject-octets", inject_octets}, {"latency", latency},
      {"prompt-latency", prompt_latency}, {"seed", seed},
      {"report", report},       {"signal", set_signal},
      {"register", set_registration}, {"operator", set_operator},
      {"ussd", set_ussd},       {"memfull", memfull},
      {"fault", fault},
  };
  return table;
}

}  // namespace lapor::modemsim
