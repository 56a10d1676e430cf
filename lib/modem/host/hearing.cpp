#include "modem/host/hearing.hpp"

#include <algorithm>

namespace lapor::modem {
namespace {

constexpr unsigned texts_without_receipt = 5;  ///< one phone that is off isn't a modem that is deaf
constexpr unsigned most_doublings = 6;

}  // namespace

void Hearing::heard() { unanswered_ = times_ = 0; }

void Hearing::heard_receipt() {
  gives_receipts_ = true;
  heard();
}

void Hearing::sent(Instant now) {
  if (unanswered_++ == 0) first_unanswered_ = now;
}

bool Hearing::take_deaf(Instant now) {
  const auto wait = deaf_after_ * (1 << std::min(times_, most_doublings));
  if (!gives_receipts_ || unanswered_ < texts_without_receipt || now - first_unanswered_ < wait) return false;
  ++times_;
  unanswered_ = 0;
  return true;
}

}  // namespace lapor::modem
