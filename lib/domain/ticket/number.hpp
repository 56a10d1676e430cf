// Ticket numbers: a serial from 100001 upward and one check digit by H. M. Damm (thesis, Marburg 2004), whose
// quasigroup catches every single-digit slip and every swap of neighbours.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace lapor::ticket {

inline constexpr std::int64_t first_serial = 100001;
inline constexpr std::int64_t last_serial = 99999999;  ///< nine digits with the check digit

/// "1000015" for serial 100001: digits only, no separator.
std::string number(std::int64_t serial);
/// The serial of a number of 7 to 9 digits with a good check digit; 0 for anything else.
std::int64_t serial(std::string_view number);
/// 7 to 9 digits, whatever the check digit.
bool looks_like_number(std::string_view digits);

}  // namespace lapor::ticket
