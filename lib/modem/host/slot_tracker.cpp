#include "modem/host/slot_tracker.hpp"

namespace lapor::modem {

namespace {
constexpr unsigned most_lies = 10;
constexpr std::size_t most_remembered = 5000;
}  // namespace

Slots::Post Slots::post(const sms::StorageSlot& slot, std::size_t content, Instant now) {
  const auto gone = gone_.find(slot);
  if (gone != gone_.end()) {
    if (gone->second.content != content)
      gone_.erase(gone);  // a new text in the place of the old one
    else if (gone->second.times >= most_lies)
      return gone->second.times++ == most_lies ? Post::first_lie : Post::lies;
  }
  return known_.try_emplace(slot, State{now, content, false}).second ? Post::now : Post::waiting;
}

void Slots::erased(const sms::StorageSlot& slot, bool ok) {
  const auto found = known_.find(slot);
  if (found == known_.end()) return;
  if (ok) {
    if (gone_.size() >= most_remembered) gone_.clear();
    auto& gone = gone_.try_emplace(slot, Gone{found->second.content, 0}).first->second;
    gone.content = found->second.content;
    ++gone.times;
  }
  known_.erase(found);
}

bool Slots::erase(const sms::StorageSlot& slot) {
  const auto found = known_.find(slot);
  if (found == known_.end() || found->second.queued) return false;
  found->second.queued = true;
  queue_.push_back(slot);
  return true;
}

sms::StorageSlot Slots::next_erase() {
  auto slot = queue_.front();
  queue_.pop_front();
  return slot;
}

void Slots::forget_unanswered(Instant before) {
  std::erase_if(known_,
                [&](const auto& entry) { return !entry.second.queued && entry.second.posted < before; });
}

void Slots::clear() {
  known_.clear();
  gone_.clear();
  queue_.clear();
}

}  // namespace lapor::modem
