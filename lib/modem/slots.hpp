// What lapord's side knows of a modem's slots within one worker's life. A slot's number says nothing of its content:
// once erased it may hold a new text at once. So each listing's slot is posted once and erased at most once. Pure.
#pragma once
#include <cstddef>
#include <deque>
#include <map>
#include <optional>

#include "base/time.hpp"
#include "engine/records.hpp"

namespace lapor::modem {

class Slots {
 public:
  /// False: it was posted already and isn't erased yet, so it must not be posted again.
  bool post(const engine::Slot& slot, Instant now);
  /// Queues the erasure of a posted slot; false where it isn't posted or is queued already.
  bool erase(const engine::Slot& slot);
  bool erase_waits() const { return !queue_.empty(); }
  engine::Slot next_erase();
  /// The modem answered: the slot's number is free for the next listing, erased or not.
  void erased(const engine::Slot& slot) { known_.erase(slot); }
  /// Slots posted before then that nobody asked to erase may be posted again: their transaction failed.
  void forget_unanswered(Instant before);
  void clear();

 private:
  struct State {
    Instant posted{};
    bool queued = false;
  };
  std::map<engine::Slot, State> known_;
  std::deque<engine::Slot> queue_;
};

}  // namespace lapor::modem
