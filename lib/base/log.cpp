#include "base/log.hpp"

namespace lapor::log {

std::string mask(std::string_view number) {
  if (number.size() <= 6) return std::string(number);  // a short code is nobody's
  const auto head = number.substr(0, number.front() == '+' ? 6 : 4);
  const auto tail = number.size() >= 11 ? number.substr(number.size() - 3) : std::string_view{};
  return std::string(head) + "…" + std::string(tail);
}

}  // namespace lapor::log
