// Control commands that let texts arrive, in any form that a network or an attacker could send.
#include <time.h>

#include <algorithm>

#include "control.hpp"
#include "simulator.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

using Words = std::map<std::string, std::string>;

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
    if (key == "smsc_time" ? !read_time(value) : key == "udh" ? !from_hex(value) : !known || !number(value))
      return key;
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
  out.service_centre_time = time != options.end()
                                ? *read_time(time->second)
                                : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto udh = options.find("udh");
  if (udh != options.end()) out.udh = *from_hex(udh->second);
  return out;
}

/// The parts of one text. With part= and total= the text is that one part, as a test wants it; with part=
/// alone, only that part of the cut text arrives.
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

/// "HEX" arrives; "ME HEX" lies there already.
Reply inject_pdu(Simulator& simulator, std::string_view rest) {
  auto& state = simulator.state();
  const auto given = words(rest);
  const auto bytes = given.empty() ? std::nullopt : from_hex(given.back());
  if (!bytes || bytes->empty() || given.size() > 2 || (given.size() == 2 && !state.has(given[0])))
    return refuse("inject-pdu [SM|ME|SR] HEX");
  if (given.size() == 1) return simulator.radio().arrive(*bytes), Reply{};
  auto& storage = state.storages[given[0]];
  const auto slot = storage.free_slot();
  if (!slot) return refuse("full");
  storage.slots[*slot] = Slot{SlotStatus::unread, *bytes};
  return {};
}

Reply inject_octets(Simulator& simulator, std::string_view rest) {
  const auto from = take_word(rest);
  auto all = words(rest);
  Words options;
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    options[all[i].substr(0, all[i].find('='))] = all[i].substr(all[i].find('=') + 1);
  const auto bytes = all.empty() ? std::nullopt : from_hex(all.back());
  if (!bytes || !bad_option(options).empty()) return refuse("inject-octets FROM [udh=HEX] [key=value …] HEX");
  auto one = make_deliver(from, options);
  one.coding = Coding::octets;
  one.octets = *bytes;
  simulator.radio().arrive(encode_deliver(one, simulator.state().options.smsc));
  return {};
}

}  // namespace

const std::map<std::string, ControlHandler, std::less<>>& arrival_commands() {
  static const std::map<std::string, ControlHandler, std::less<>> table{
      {"inject", inject}, {"inject-pdu", inject_pdu}, {"inject-octets", inject_octets}};
  return table;
}

}  // namespace lapor::modemsim
