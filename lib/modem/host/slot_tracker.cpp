#include "modem/host/slot_tracker.hpp"

#include "base/expect.hpp"

namespace lapor::modem {

namespace {
constexpr unsigned most_erasures = 10;
constexpr std::size_t most_remembered = 5000;
}  // namespace

SlotTracker::Posting SlotTracker::found(const sms::StorageSlot& slot, std::uint64_t content, Instant now) {
  const auto before = erasures_.find(slot);
  if (before != erasures_.end()) {
    if (before->second.content != content)
      erasures_.erase(before);  // a new message in the place of the old one
    else if (before->second.count >= most_erasures)
      return before->second.count++ == most_erasures ? Posting::false_erasures : Posting::left_alone;
  }
  if (!posted_.try_emplace(slot, Posted{now, content, false}).second) return Posting::already;
  const auto refused = refused_.find(slot);
  return refused != refused_.end() && refused->second == content ? Posting::once_more : Posting::now;
}

void SlotTracker::erased(const sms::StorageSlot& slot, bool ok) {
  const auto posted = posted_.find(slot);
  if (posted == posted_.end()) return;
  if (!ok) {
    refused_[slot] = posted->second.content;
  } else {
    refused_.erase(slot);
    if (erasures_.size() >= most_remembered) erasures_.clear();
    auto& erasures = erasures_[slot];
    erasures.content = posted->second.content;
    ++erasures.count;
  }
  posted_.erase(posted);
}

bool SlotTracker::queue_erasure(const sms::StorageSlot& slot) {
  const auto posted = posted_.find(slot);
  if (posted == posted_.end() || posted->second.erasure_queued) return false;
  posted->second.erasure_queued = true;
  queue_.push_back(slot);
  return true;
}

sms::StorageSlot SlotTracker::next_erasure() {
  LAPOR_EXPECT(!queue_.empty());
  auto slot = queue_.front();
  queue_.pop_front();
  return slot;
}

void SlotTracker::forget_unanswered(Instant before) {
  std::erase_if(posted_,
                [&](const auto& entry) { return !entry.second.erasure_queued && entry.second.at < before; });
}

}  // namespace lapor::modem
