// Whether the network still reaches a modem. Some stay registered and send, and hear nothing until their
// radio was off and on. A receipt comes for nearly each text, so many texts without one, and nothing else
// heard, tell of such a modem. Pure.
#pragma once
#include "base/time.hpp"

namespace lapor::modem {

class Hearing {
 public:
  /// `deaf_after`: so long after the first text without a receipt, if nothing was heard since.
  explicit Hearing(Duration deaf_after) : deaf_after_(deaf_after) {}

  void heard_text() { heard(); }
  void heard_receipt();
  /// The network took a text that asks for a receipt.
  void sent(Instant now);
  /// True once; the next time only after more texts, and twice as long. A network that gives no receipts
  /// makes no modem deaf, so it is never true before the first one.
  bool take_deaf(Instant now);

 private:
  void heard();

  Duration deaf_after_;
  bool gives_receipts_ = false;
  unsigned unanswered_ = 0;  ///< texts since something was heard
  Instant first_unanswered_{};
  unsigned times_ = 0;  ///< found deaf since something was heard
};

}  // namespace lapor::modem
