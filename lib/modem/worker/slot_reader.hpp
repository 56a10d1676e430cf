// The listing for a modem that breaks off AT+CMGL: AT+CMGR slot by slot, without libGammu. A slot that isn't
// answered is named and passed over.
#pragma once
#include <functional>
#include <set>
#include <string>

#include "base/time.hpp"
#include "modem/at/at_channel.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {

class SlotReader {
 public:
  struct To {
    std::function<void(const std::string& storage, unsigned index, const std::string& pdu)> found;
    std::function<void(const wire::SlotHung&)> hung;
    std::function<void()> progress;  ///< now and then, so that nobody takes a long listing for a stuck one
  };
  SlotReader(Chat& chat, Duration limit, To to) : chat_(chat), limit_(limit), to_(std::move(to)) {}
  /// `late` are read after all others, `skip` not at all: "SM 3".
  wire::ListDone read(const std::vector<std::string>& memories, const wire::List& how);

 private:
  enum class Went { well, off };
  Went read_storage(const std::string& storage);
  Went slot(const std::string& storage, unsigned index);

  Chat& chat_;
  Duration limit_;
  To to_;
  std::set<std::string> passed_over_;
  bool answered_ = false;  ///< AT+CMGR of any slot
  unsigned hung_ = 0, since_progress_ = 0;
};

}  // namespace lapor::modem
