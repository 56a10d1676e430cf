// What lapord's side knows of a modem's slots within one worker's life. A slot's number says nothing of its
// content: once erased it may hold a new text at once. So each listing's slot is posted once and erased at
// most once. Pure.
#pragma once
#include <cstddef>
#include <deque>
#include <map>
#include <optional>

#include "base/time.hpp"
#include "domain/sms/storage_slot.hpp"

namespace lapor::modem {

class Slots {
 public:
  /// `waiting`: it was posted already and isn't erased yet, so it must not be posted again. `lies`: the modem
  /// said ten times that it erased just this content; it is told once, as `first_lie`, and left alone.
  enum class Post { now, waiting, first_lie, lies };
  Post post(const sms::StorageSlot& slot, std::size_t content, Instant now);
  /// Queues the erasure of a posted slot; false where it isn't posted or is queued already.
  bool erase(const sms::StorageSlot& slot);
  bool erase_waits() const { return !queue_.empty(); }
  sms::StorageSlot next_erase();
  /// The modem answered: the slot's number is free for the next listing, erased or not.
  void erased(const sms::StorageSlot& slot, bool ok);
  /// Slots posted before then that nobody asked to erase may be posted again: their transaction failed.
  void forget_unanswered(Instant before);
  void clear();

 private:
  struct State {
    Instant posted{};
    std::size_t content = 0;
    bool queued = false;
  };
  struct Gone {
    std::size_t content = 0;
    unsigned times = 0;  ///< that the modem said it had erased it
  };
  std::map<sms::StorageSlot, State> known_;
  std::map<sms::StorageSlot, Gone> gone_;
  std::deque<sms::StorageSlot> queue_;
};

}  // namespace lapor::modem
