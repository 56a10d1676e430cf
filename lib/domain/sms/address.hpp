// The address of a sender or recipient: a phone number in E.164, a short code or a name (3GPP TS 23.040
// §9.1.2.5).
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lapor::sms {

enum class AddressKind {
  mobile,        ///< a possible mobile number of the country that it belongs to
  landline,      ///< any other possible number
  short_code,    ///< 3 to 6 digits: an operator's or a bank's machine
  alphanumeric,  ///< "TELKOMSEL": one-way, never answerable
  unknown        ///< anything else; kept as received, never answered
};

struct Address {
  std::string text;  ///< E.164 ("+628110000123") for mobile and landline; as received otherwise
  AddressKind kind = AddressKind::unknown;
  std::string country;  ///< "ID" for mobile and landline, else empty
  friend bool operator==(const Address&, const Address&) = default;
};

/// Reads an address as a network or a person writes it: "0811…", "62811…", "+62 811…", "0062811…", and with a
/// "+" that belongs to none ("+0811…"), "919", "TELKOMSEL". `country` (ISO 3166) says how national numbers
/// are read. Total: any bytes give an Address, never a throw.
Address read_address(std::string_view as_received, std::string_view country);

/// True for a short code or a name: no person types there.
bool is_machine(const Address& address);

/// True for mobile numbers of the countries that are answered (limits.answer_countries).
bool answerable(const Address& address, const std::vector<std::string>& countries);

}  // namespace lapor::sms
