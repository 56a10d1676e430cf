// The place of a message in a modem: <mem> and <index> of 3GPP TS 27.005 §3.1.
#pragma once
#include <compare>
#include <string>

namespace lapor::sms {

struct StorageSlot {
  std::string storage;  ///< "SM" the SIM, "ME" the modem itself, "SR" status reports
  unsigned index = 0;   ///< as the modem numbers them; most begin at 1, some at 0
  friend auto operator<=>(const StorageSlot&, const StorageSlot&) = default;
};

}  // namespace lapor::sms
