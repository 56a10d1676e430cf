// The listing for a modem that breaks off AT+CMGL: AT+CMGR slot by slot, without libGammu. A slot that isn't
// answered is named and passed over. Belongs to the session's thread.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "modem/at/at_channel.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {

class SlotReader {
 public:
  /// Told while the listing goes on.
  struct Listener {
    std::function<void(const sms::StorageSlot& slot, const std::string& pdu)> found;
    std::function<void(const wire::UnansweredSlot&)> unanswered;
    std::function<void()> progress;  ///< now and then, so that nobody takes a long listing for a stuck one
  };
  /// `limit`: for the reply to one command.
  SlotReader(AtChannel& channel, Duration limit, Listener listener)
      : channel_(channel), limit_(limit), listener_(std::move(listener)) {}
  /// Every slot of these storages but how.never; how.last after all others.
  wire::ListDone read(const std::vector<std::string>& storages, const wire::List& how);

 private:
  enum class Next { go_on, break_off };
  Next read_storage(const std::string& storage);
  Next read_slot(const sms::StorageSlot& slot);
  Next on_unanswered(const sms::StorageSlot& slot);
  AtReply choose(const std::string& storage);

  AtChannel& channel_;
  Duration limit_;
  Listener listener_;
  std::set<sms::StorageSlot> passed_over_;
  bool answered_ = false;  ///< AT+CMGR of any slot
  unsigned unanswered_ = 0, since_progress_ = 0;
};

}  // namespace lapor::modem
