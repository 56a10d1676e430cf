#include "domain/sms/headless_pieces.hpp"

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"

namespace lapor::sms {

bool fills_a_segment(std::string_view utf8) {
  constexpr std::size_t least_septets = 152, most_septets = 160, least_units = 66, most_units = 70;
  if (const auto count = septets(utf8)) return *count >= least_septets && *count <= most_septets;
  const auto units = utf8::to_utf16(utf8).size();
  return units >= least_units && units <= most_units;
}

}  // namespace lapor::sms
