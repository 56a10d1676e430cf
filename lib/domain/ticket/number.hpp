// Ticket numbers: an id from 100001 upward and one check digit by H. M. Damm (thesis, Marburg 2004), whose
// quasigroup detects every wrong digit and every swap of two neighbours.
#pragma once
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace lapor::ticket {

inline constexpr TicketId first_id{100001};

/// "1000015" for id 100001: digits only, no separator.
std::string number(TicketId id);
/// The id of a number of 7 to 9 digits with a good check digit; TicketId{0} for anything else.
TicketId id_of(std::string_view number);
/// True for 7 to 9 digits with any check digit.
bool looks_like_number(std::string_view digits);

}  // namespace lapor::ticket
