#include "modem/at/at_replies.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

#include "base/utf8.hpp"
#include "modem/at/at_channel.hpp"

namespace lapor::modem {
namespace {

/// The comma-separated values of the first line that begins so; quotes are kept.
std::vector<std::string> values_of(const std::vector<std::string>& lines, std::string_view prefix) {
  for (const auto& line : lines) {
    if (line.compare(0, prefix.size(), prefix) != 0) continue;
    std::vector<std::string> out(1);
    bool quoted = false;
    for (const char c : line.substr(prefix.size())) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted)
        out.emplace_back();
      else if (c != ' ' || quoted)
        out.back() += c;
    }
    return out;
  }
  return {};
}

int number(const std::string& text) {
  int value = -1;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  return ec == std::errc{} && end == text.data() + text.size() ? value : -1;
}

}  // namespace

PinState read_pin_state(const std::vector<std::string>& lines, const std::string& error) {
  const auto values = values_of(lines, "+CPIN:");
  if (!values.empty()) {
    if (values[0] == "READY") return PinState::ready;
    if (values[0] == "SIMPIN") return PinState::wants_pin;
    if (values[0] == "SIMPUK") return PinState::wants_puk;
    return PinState::unknown;
  }
  switch (error_number(error)) {
    case 10:
    case 13:
    case 15:
      return PinState::no_sim;
    case 11:
      return PinState::wants_pin;
    case 12:
      return PinState::wants_puk;
    case 14:
      return PinState::busy;
    default:
      return PinState::unknown;
  }
}

bool says_wrong_pin(const std::string& error) {
  const auto number = error_number(error);
  return error == "ERROR" || number == 16 || number == 12;  // incorrect password; the PUK is wanted now
}

/// ^CPIN: CODE,[TRIES],PUK,PIN,PUK2,PIN2 leaves TRIES out where the SIM is open or its code is blocked; the
/// number behind it is the PUK's, and would promise ten.
int read_tries_left(const std::vector<std::string>& lines) {
  if (const auto huawei = values_of(lines, "^CPIN:"); !huawei.empty()) {
    const auto tries = number(huawei[huawei.size() >= 6 ? 3 : huawei.size() > 1 ? 1 : 0]);
    return tries <= 10 ? tries : -1;
  }
  for (const auto& line : lines) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    for (const auto& value : values_of({line}, line.substr(0, colon + 1)))
      if (const auto n = number(value); n >= 0 && n <= 10) return n;
  }
  return -1;
}

std::string read_card(const std::vector<std::string>& lines) {
  for (const auto& line : lines) {
    const auto first = line.find_first_of("0123456789");
    if (first == std::string::npos) continue;
    const auto end = std::min(line.find_first_not_of("0123456789", first), line.size());
    if (end - first >= 18 && end - first <= 20) return line.substr(first, end - first);
  }
  return {};
}

sim::Registration read_registration(const std::vector<std::string>& lines) {
  const auto values = values_of(lines, "+CREG:");
  if (values.empty()) return sim::Registration::unknown;
  // The answer is <n>,<stat>…; a bare <stat> is what an unasked line looks like.
  switch (number(values[values.size() > 1 ? 1 : 0])) {
    case 0:
    case 2:
      return sim::Registration::searching;
    case 1:
    case 6:
      return sim::Registration::home;
    case 3:
      return sim::Registration::denied;
    case 5:
    case 7:
      return sim::Registration::roaming;
    default:
      return sim::Registration::unknown;
  }
}

namespace {

/// A modem whose character set is UCS2, for a USSD code or because libGammu chose it, writes a name as its
/// units in hex: "004C0041". No operator is called so.
std::string from_ucs2_hex(const std::string& text) {
  const auto hex = text.find_first_not_of("0123456789ABCDEFabcdef") == std::string::npos;
  if (!hex || text.size() < 8 || text.size() % 4 != 0 || text.compare(0, 2, "00") != 0) return text;
  std::u16string units;
  for (std::size_t i = 0; i < text.size(); i += 4)
    units += static_cast<char16_t>(std::stoul(text.substr(i, 4), nullptr, 16));
  return utf8::from_utf16(units);
}

}  // namespace

std::string read_operator(const std::vector<std::string>& lines) {
  const auto values = values_of(lines, "+COPS:");
  if (values.size() < 3 || values[2].size() < 2 || values[2].front() != '"') return {};
  const auto name = from_ucs2_hex(values[2].substr(1, values[2].size() - 2));
  return utf8::escape(utf8::clean(name.substr(0, 40)));
}

std::string read_charset(const std::vector<std::string>& lines) {
  const auto values = values_of(lines, "+CSCS:");
  if (values.empty() || values[0].size() < 2 || values[0].front() != '"' || values[0].back() != '"')
    return {};
  const auto name = from_ucs2_hex(values[0].substr(1, values[0].size() - 2));
  const bool plain =
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '-'; });
  return plain && name.size() <= 12 ? name : std::string{};
}

Fill read_fill(const std::vector<std::string>& lines, const std::string& storage) {
  const auto values = values_of(lines, "+CPMS:");
  for (std::size_t i = 0; i + 2 < values.size(); i += 3)
    if (values[i] == '"' + storage + '"') return {number(values[i + 1]), number(values[i + 2])};
  return {};
}

int read_chosen_size(const std::vector<std::string>& lines) {
  const auto values = values_of(lines, "+CPMS:");
  return values.size() < 2 ? -1 : number(values[1]);
}

}  // namespace lapor::modem
