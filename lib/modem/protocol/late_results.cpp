#include "modem/protocol/late_results.hpp"

#include <algorithm>

#include "base/expect.hpp"

namespace lapor::modem {
namespace {

constexpr unsigned references = 256;  ///< TP-MR is one octet

std::optional<unsigned> next_reference(std::optional<unsigned> reference) {
  return reference ? std::optional((*reference + 1) % references) : std::nullopt;
}

}  // namespace

LateResults LateResults::on_record(unsigned sends, std::optional<unsigned> last_reference, Instant last_left,
                                   Duration send_limit) {
  LateResults late(sends, next_reference(last_reference));
  late.until_ = last_left + send_limit;
  return late;
}

void LateResults::no_result(Instant until) {
  ++count_;
  until_ = until;
  needs_quiet_ = true;
}

void LateResults::own_result(std::optional<unsigned> reference) {
  count_ = 0;
  first_reference_ = next_reference(reference);
}

Duration LateResults::withhold_for(Instant now, Duration settle, Duration send_limit) const {
  const auto least = 3 * settle;  // its own result may follow as late as that
  return std::clamp(until_ + least - now, least, std::max(least, send_limit));
}

/// An earlier send may have been refused, so a later one may have its reference: any of the next `count_` may
/// be late.
bool LateResults::may_claim(std::optional<unsigned> reference) const {
  if (count_ == 0) return false;
  if (!reference || !first_reference_) return true;
  return (*reference + references - *first_reference_) % references < count_;
}

void LateResults::claim() {
  LAPOR_EXPECT(count_ > 0);
  --count_;
  first_reference_ = next_reference(first_reference_);
}

}  // namespace lapor::modem
