#include "modem/slots.hpp"

namespace lapor::modem {

bool Slots::post(const engine::Slot& slot, Instant now) { return known_.try_emplace(slot, State{now, false}).second; }

bool Slots::erase(const engine::Slot& slot) {
  const auto found = known_.find(slot);
  if (found == known_.end() || found->second.queued) return false;
  found->second.queued = true;
  queue_.push_back(slot);
  return true;
}

engine::Slot Slots::next_erase() {
  auto slot = queue_.front();
  queue_.pop_front();
  return slot;
}

void Slots::forget_unanswered(Instant before) {
  std::erase_if(known_, [&](const auto& entry) { return !entry.second.queued && entry.second.posted < before; });
}

void Slots::clear() {
  known_.clear();
  queue_.clear();
}

}  // namespace lapor::modem
