// How a modem that fails is taken up again: a new worker after a growing pause, now and then with a reset of
// the modem before it, and a listing slot by slot where the modem broke off one. Pure.
#pragma once
#include <map>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "domain/sms/storage_slot.hpp"

namespace lapor::modem {

/// Before the next worker is started, after so many failures in a row: 1, 2, 5, 10, then always 20 s.
Duration pause_after(unsigned failures);
/// The 3rd, 6th, 12th, 24th … failure in a row: a reset can mend much, but a modem that is only reset never
/// works.
bool reset_due(unsigned failures);

/// Whether the next listing is the modem's own (AT+CMGL, one command) or goes slot by slot (AT+CMGR), and
/// which slots are in the way. One supervisor has one, over all its workers.
class ListingPlan {
 public:
  /// The modem broke off a listing, or its worker died in one.
  void broke(Instant now);
  void whole(bool by_slot);
  bool by_slot(Instant now) const { return broken_ || !late_.empty() || now < until_; }
  void begin() { hung_now_.clear(); }

  /// AT+CMGR of this slot wasn't answered. `others`: that of another slot was, in the same listing. True when
  /// that is enough to call the slot poisoned; it is read last until then, so that it stands in nobody's way.
  bool hung(const sms::StorageSlot& slot, bool others);
  const std::vector<sms::StorageSlot>& late() const { return late_; }
  /// Once after a slot hung for the first time: is it the slot, or was it the moment?
  bool look_again() { return std::exchange(new_suspect_, false); }
  std::vector<sms::StorageSlot> poisoned() const;
  /// Those to be quarantined and erased unread; each is given three times at most, for its erasure may hang
  /// as well.
  std::vector<sms::StorageSlot> to_free();
  void freed(const sms::StorageSlot& slot);
  /// Another SIM: nothing that is known of slots holds any more.
  void forget_slots() { late_.clear(), poisoned_.clear(); }

 private:
  bool broken_ = false, new_suspect_ = false;
  unsigned failures_ = 0;  ///< of the modem's own listing, in a row
  Instant until_{};
  std::vector<sms::StorageSlot> late_, hung_now_;
  std::map<sms::StorageSlot, unsigned> poisoned_;  ///< how often its erasure was tried
};

}  // namespace lapor::modem
