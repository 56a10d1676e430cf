#include "modem/host/recovery.hpp"

#include <algorithm>
#include <array>

#include "domain/delivery/backoff.hpp"

namespace lapor::modem {

using namespace std::chrono_literals;

namespace {
constexpr unsigned most_erasures = 3;
}

Duration pause_after(unsigned failures) {
  constexpr std::array<Duration, 5> pauses{1s, 2s, 5s, 10s, 20s};
  return pauses[std::clamp<std::size_t>(failures, 1, pauses.size()) - 1];
}

bool reset_due(unsigned failures) {
  unsigned due = 3;
  while (due < failures && due < 100'000) due *= 2;
  return failures == due;
}

NextRemedy network_remedy(unsigned tried) {
  using enum NetworkRemedy;
  constexpr std::array first{NextRemedy{1min, restart_radio}, NextRemedy{1min, try_a_text},
                             NextRemedy{3min, restart_radio}, NextRemedy{5min, restart_modem}};
  if (tried < first.size()) return first[tried];
  const auto pause = delivery::growing(tried - static_cast<unsigned>(first.size()), 10min, 1h);
  constexpr std::array then{try_a_text, restart_radio, restart_modem};
  return {pause, then[(tried - first.size()) % then.size()]};
}

Duration pause_after_refused_listing(unsigned refusals) { return 1s * std::clamp(refusals, 1u, 30u); }

void ListingPlan::broke_off(Instant now) {
  const bool again = by_slot(now);
  broken_ = true;
  // A modem whose listing hangs every time would cost its deadline each time.
  if (!again && ++failures_ > 1) until_ = now + delivery::growing(failures_ - 1, 2min, 1h);
}

void ListingPlan::complete(bool by_slot) {
  broken_ = false;
  if (by_slot)
    suspects_ = unanswered_now_;
  else
    failures_ = 0;
}

bool ListingPlan::unanswered(const sms::StorageSlot& slot, bool others_answered) {
  unanswered_now_.push_back(slot);
  if (std::find(suspects_.begin(), suspects_.end(), slot) == suspects_.end()) {
    suspects_.push_back(slot);
    new_suspect_ = true;
    return false;
  }
  if (!others_answered) return false;
  poisoned_.try_emplace(slot, 0);
  return true;
}

std::vector<sms::StorageSlot> ListingPlan::poisoned() const {
  std::vector<sms::StorageSlot> out;
  for (const auto& [slot, tries] : poisoned_) out.push_back(slot);
  return out;
}

std::vector<sms::StorageSlot> ListingPlan::take_to_erase() {
  std::vector<sms::StorageSlot> out;
  for (auto& [slot, tries] : poisoned_)
    if (tries < most_erasures) ++tries, out.push_back(slot);
  return out;
}

void ListingPlan::slot_is_well(const sms::StorageSlot& slot) {
  std::erase(suspects_, slot);
  poisoned_.erase(slot);
}

}  // namespace lapor::modem
