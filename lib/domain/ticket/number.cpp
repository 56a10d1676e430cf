#include "domain/ticket/number.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace lapor::ticket {
namespace {

constexpr std::array<std::array<unsigned char, 10>, 10> quasigroup{{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}};

/// The state after all digits: the check digit of an id, zero for a number that carries a good one.
constexpr unsigned damm(std::string_view digits) {
  unsigned interim = 0;
  for (const char c : digits) interim = quasigroup[interim][static_cast<unsigned>(c - '0')];
  return interim;
}
static_assert(damm("572") == 4 && damm("1234566") == 0);

}  // namespace

std::string number(TicketId id) {
  auto digits = std::to_string(id.value);
  return digits += static_cast<char>('0' + damm(digits));
}

bool looks_like_number(std::string_view digits) {
  return digits.size() >= 7 && digits.size() <= 9 &&
         std::all_of(digits.begin(), digits.end(), ascii::is_digit);
}

TicketId id_of(std::string_view number) {
  if (!looks_like_number(number) || damm(number) != 0) return {};
  TicketId id;
  for (const char c : number.substr(0, number.size() - 1)) id.value = id.value * 10 + (c - '0');
  return id >= first_id ? id : TicketId{};  // a leading zero is no ticket of ours
}

}  // namespace lapor::ticket
