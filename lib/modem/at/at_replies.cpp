#include "modem/at/at_replies.hpp"

#include <algorithm>
#include <cctype>

#include "base/utf8.hpp"
#include "base/whole_number.hpp"
#include "modem/at/hex_and_septets.hpp"
#include "modem/at/result_codes.hpp"

namespace lapor::modem {
namespace {

constexpr unsigned most_pin_tries = 10;
constexpr std::string_view digits = "0123456789";

/// The comma-separated values of the first line that begins so; quotes are kept.
std::vector<std::string> values_of(const Lines& lines, std::string_view prefix) {
  for (const auto& line : lines) {
    if (!line.starts_with(prefix)) continue;
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

/// The text between the quotes of a value; nullopt if it has none.
std::optional<std::string> unquoted(const std::string& value) {
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::nullopt;
  return value.substr(1, value.size() - 2);
}

/// A modem whose character set is UCS2, for a USSD code or because libGammu chose it, writes a name as its
/// units in hex: "004C0041". No operator is called so.
std::string from_ucs2_hex(const std::string& text) {
  if (text.size() < 8 || text.size() % 4 != 0 || !text.starts_with("00")) return text;
  const auto octets = from_hex(text);
  return octets ? utf8::from_utf16(utf16_units(*octets)) : text;
}

}  // namespace

PinState read_pin_state(const Lines& lines, std::string_view error) {
  const auto values = values_of(lines, "+CPIN:");
  if (!values.empty()) {
    if (values[0] == "READY") return PinState::ready;
    if (values[0] == "SIMPIN") return PinState::wants_pin;
    if (values[0] == "SIMPUK") return PinState::wants_puk;
    return PinState::unknown;
  }
  switch (error_number(error).value_or(-1)) {  // 27.007 §9.2.1
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

bool says_wrong_pin(std::string_view error) {
  const auto number = error_number(error);
  return error == "ERROR" || number == 16 || number == 12;  // incorrect password; the PUK is wanted now
}

/// ^CPIN: CODE,[TRIES],PUK,PIN,PUK2,PIN2 leaves TRIES out where the SIM is open or its code is blocked. The
/// number after it is the PUK's, and would promise ten.
std::optional<unsigned> read_pin_tries_left(const Lines& lines) {
  const auto plausible = [](std::optional<unsigned> tries) {
    return tries && *tries <= most_pin_tries ? tries : std::nullopt;
  };
  if (const auto huawei = values_of(lines, "^CPIN:"); !huawei.empty())
    return plausible(whole_number<unsigned>(huawei[huawei.size() >= 6 ? 3 : huawei.size() > 1 ? 1 : 0]));
  for (const auto& line : lines) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    for (const auto& value : values_of({line}, line.substr(0, colon + 1)))
      if (const auto tries = plausible(whole_number<unsigned>(value))) return tries;
  }
  return std::nullopt;
}

std::string read_iccid(const Lines& lines) {
  for (const auto& line : lines) {
    const auto first = line.find_first_of(digits);
    if (first == std::string::npos) continue;
    const auto end = std::min(line.find_first_not_of(digits, first), line.size());
    if (end - first >= 18 && end - first <= 20) return line.substr(first, end - first);
  }
  return {};
}

namespace {

sim::Registration registration_of(unsigned stat) {
  using sim::Registration;
  switch (stat) {
    case 0:
    case 2:
      return Registration::searching;
    case 1:
    case 9:  // CSFB not preferred: texts go all the same
      return Registration::home;
    case 3:
      return Registration::denied;
    case 5:
    case 10:
      return Registration::roaming;
    case 6:
    case 7:
      return Registration::sms_only;
    case 8:
    case 11:
      return Registration::emergency;
    default:
      return Registration::unknown;
  }
}

}  // namespace

sim::Registration read_registration(const Lines& lines) {
  auto best = sim::Registration::unknown;
  for (const auto* prefix : {"+CREG:", "+CGREG:", "+CEREG:"}) {
    const auto values = values_of(lines, prefix);
    if (values.empty()) continue;
    // The reply is <n>,<stat>…; an unsolicited line has a bare <stat>.
    best = sim::best_of(
        best, registration_of(whole_number<unsigned>(values[values.size() > 1 ? 1 : 0]).value_or(99)));
  }
  return best;
}

std::optional<bool> read_has_service_centre(const Lines& lines) {
  const auto values = values_of(lines, "+CSCA:");
  if (values.empty()) return std::nullopt;
  return values[0].find_first_of(digits) != std::string::npos;
}

std::optional<bool> read_tells_arrivals(const Lines& lines) {
  const auto values = values_of(lines, "+CNMI:");
  if (values.size() < 2) return std::nullopt;
  return whole_number<unsigned>(values[1]).value_or(0) != 0;
}

std::optional<bool> read_tells_registration(const Lines& lines) {
  const auto values = values_of(lines, "+CREG:");
  if (values.size() < 2) return std::nullopt;
  return whole_number<unsigned>(values[0]).value_or(0) != 0;
}

bool read_text_mode(const Lines& lines) {
  const auto values = values_of(lines, "+CMGF:");
  return !values.empty() && values[0] == "1";
}

std::string read_operator(const Lines& lines) {
  const auto values = values_of(lines, "+COPS:");
  const auto quoted = values.size() < 3 ? std::nullopt : unquoted(values[2]);
  if (!quoted) return {};
  const auto name = from_ucs2_hex(*quoted);
  return utf8::escape(utf8::clean(name.substr(0, 40)));
}

sim::RadioAccess read_radio_access(const Lines& lines) {
  const auto values = values_of(lines, "+COPS:");
  const auto technology = values.size() < 4 ? std::nullopt : whole_number<unsigned>(values[3]);
  return technology ? sim::radio_access_of(*technology) : sim::RadioAccess::unknown;
}

std::string read_imei(const Lines& lines) {
  for (auto line : lines) {
    if (line.starts_with("+CGSN:")) line = line.substr(6);
    std::erase_if(line, [](char c) { return c == ' ' || c == '"'; });
    if (line.size() >= 14 && line.size() <= 16 && line.find_first_not_of(digits) == std::string::npos)
      return line;
  }
  return {};
}

std::string read_charset(const Lines& lines) {
  const auto values = values_of(lines, "+CSCS:");
  const auto quoted = values.empty() ? std::nullopt : unquoted(values[0]);
  if (!quoted) return {};
  const auto name = from_ucs2_hex(*quoted);
  const bool plain =
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '-'; });
  return plain && name.size() <= 12 ? name : std::string{};
}

StorageUsage read_storage_usage(const Lines& lines, std::string_view storage) {
  const auto values = values_of(lines, "+CPMS:");
  for (std::size_t i = 0; i + 2 < values.size(); i += 3)
    if (unquoted(values[i]) == storage)
      return {whole_number<unsigned>(values[i + 1]), whole_number<unsigned>(values[i + 2])};
  return {};
}

std::optional<unsigned> read_slot_count(const Lines& lines) {
  const auto values = values_of(lines, "+CPMS:");
  return values.size() < 2 ? std::nullopt : whole_number<unsigned>(values[1]);
}

}  // namespace lapor::modem
