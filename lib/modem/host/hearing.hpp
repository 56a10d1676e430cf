// Finds modems that the network no longer reaches. Some stay registered and send, but receive nothing until
// their radio is switched off and on. Nearly each text gets a receipt. So a modem is deaf if it got no
// receipt for many texts, and nothing else. Pure.
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
