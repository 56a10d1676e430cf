// lapord's knowledge of a modem's slots during one worker's life. An index does not identify a message: a
// slot that was erased may hold a new one at once. So each message that a listing finds is posted to the
// engine once, and erased at most once. Pure.
#pragma once
#include <cstdint>
#include <deque>
#include <map>

#include "base/time.hpp"
#include "domain/sms/storage_slot.hpp"

namespace lapor::modem {

class SlotTracker {
 public:
  enum class Posting {
    now,             ///< post it
    once_more,       ///< post it: this worker was told to erase just this before, and the modem refused
    already,         ///< it was posted and isn't erased yet
    false_erasures,  ///< the modem said ten times that it had erased just this, and it is still there
    left_alone       ///< every time after false_erasures
  };
  /// A listing found this content, known by a fingerprint, in a slot.
  Posting found(const sms::StorageSlot& slot, std::uint64_t content, Instant now);

  /// Queues the erasure of a posted slot. False if it isn't posted, or queued already.
  bool queue_erasure(const sms::StorageSlot& slot);
  bool erasure_waits() const { return !queue_.empty(); }
  /// Takes the oldest of the queue. \throws PreconditionBroken if none waits
  sms::StorageSlot next_erasure();
  /// The modem answered an erasure. The slot's index is free for the next listing, erased or not.
  void erased(const sms::StorageSlot& slot, bool ok);

  /// Slots posted before then that nobody asked to erase may be posted again: their transaction failed.
  void forget_unanswered(Instant before);

 private:
  struct Posted {
    Instant at{};
    std::uint64_t content = 0;
    bool erasure_queued = false;
  };
  struct Erasures {
    std::uint64_t content = 0;
    unsigned count = 0;  ///< how often the modem said that it had erased this content
  };
  std::map<sms::StorageSlot, Posted> posted_;
  std::map<sms::StorageSlot, Erasures> erasures_;
  std::map<sms::StorageSlot, std::uint64_t> refused_;  ///< texts that the modem didn't erase
  std::deque<sms::StorageSlot> queue_;
};

}  // namespace lapor::modem
