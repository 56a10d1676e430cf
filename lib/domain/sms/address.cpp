#include "domain/sms/address.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <optional>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace lapor::sms {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/// Longer than any number that a network carries (15 digits in E.164), with blanks and dashes.
constexpr std::size_t longest_number = 40;

constexpr bool punctuation(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

/// The digits, with a leading + if there was one; nullopt if the text has other characters than a number's
/// punctuation. Letters must not reach libphonenumber, which reads 1-800-FLOWERS by the keypad.
std::optional<std::string> bare_number(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_digit(c) || (c == '+' && out.empty())) {
      out += c;
    } else if (!punctuation(c)) {
      return std::nullopt;
    }
  }
  return out;
}

/// 3 to 6 digits without a +. Checked before parsing, because libphonenumber would read 1708 as +621708.
bool short_code(std::string_view number) {
  return number.size() >= 3 && number.size() <= 6 &&
         std::all_of(number.begin(), number.end(), ascii::is_digit);
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

std::optional<PhoneNumber> parse(const std::string& number, const std::string& country) {
  PhoneNumber parsed;
  const auto* util = PhoneNumberUtil::GetInstance();
  if (util->Parse(number, country, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
  if (!util->IsPossibleNumber(parsed)) return std::nullopt;
  return parsed;
}

/// The ways to read a number, the likeliest first. "6281…" is the international form without its plus
/// (networks drop it). "+0811…", "+811…" and "+0062811…" are national or dialled forms that a service centre
/// marked as international; no country's code begins with 0.
std::vector<std::string> readings(const std::string& number, const std::string& country) {
  const bool plus = number.starts_with("+");
  const auto digits = number.substr(plus ? 1 : 0);
  if (digits.starts_with("00")) return {"+" + digits.substr(2), digits.substr(1)};
  if (digits.starts_with("0")) return {digits};
  if (plus) return {number, digits};
  const auto code = PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(country);
  if (code != 0 && digits.starts_with(std::to_string(code))) return {"+" + digits};
  return {digits};
}

/// Indonesia's mobile numbers all begin with 8 after the country code, also those that the metadata doesn't
/// know yet.
bool mobile(const PhoneNumber& number, const std::string& country) {
  const auto* util = PhoneNumberUtil::GetInstance();
  switch (util->GetNumberType(number)) {
    case PhoneNumberUtil::MOBILE:
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
      return true;
    case PhoneNumberUtil::UNKNOWN: {
      std::string national;
      util->GetNationalSignificantNumber(number, &national);
      return country == "ID" && national.starts_with("8");
    }
    default:
      return false;
  }
}

/// The first reading if it is a valid number, else a later one that is a valid mobile number; else the first,
/// if it is a possible number: prefixes are given out faster than the metadata of a stable release learns of
/// them.
std::optional<PhoneNumber> best_reading(const std::string& number, const std::string& country) {
  const auto* util = PhoneNumberUtil::GetInstance();
  std::optional<PhoneNumber> first;
  for (const auto& reading : readings(number, country)) {
    const auto parsed = parse(reading, country);
    const bool valid = parsed && util->IsValidNumber(*parsed);
    if (valid && (!first || mobile(*parsed, country))) return parsed;
    if (!first) first = parsed;
  }
  return first;
}

Address of_number(const PhoneNumber& parsed) {
  const auto* util = PhoneNumberUtil::GetInstance();
  Address out;
  util->Format(parsed, PhoneNumberUtil::E164, &out.text);
  util->GetRegionCodeForNumber(parsed, &out.country);
  if (out.country.empty() || out.country == "ZZ")
    util->GetRegionCodeForCountryCode(parsed.country_code(), &out.country);
  out.kind = mobile(parsed, out.country) ? AddressKind::mobile : AddressKind::landline;
  return out;
}

}  // namespace

Address read_address(std::string_view as_received, std::string_view country) {
  Address out{utf8::clean(as_received), AddressKind::unknown, {}};
  const auto text = trimmed(out.text);
  if (text.empty()) return out;
  if (has_letter(text)) {
    out.kind = AddressKind::alphanumeric;
    return out;
  }
  const auto number = text.size() <= longest_number ? bare_number(text) : std::nullopt;
  if (!number) return out;
  if (short_code(*number)) return {*number, AddressKind::short_code, {}};
  const auto parsed = best_reading(*number, std::string(country));
  return parsed ? of_number(*parsed) : out;
}

bool is_machine(const Address& address) {
  return address.kind == AddressKind::short_code || address.kind == AddressKind::alphanumeric;
}

bool answerable(const Address& address, const std::vector<std::string>& countries) {
  return address.kind == AddressKind::mobile &&
         std::find(countries.begin(), countries.end(), address.country) != countries.end();
}

}  // namespace lapor::sms
