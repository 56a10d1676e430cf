// The session's end of the pair to the pump: commands of lapord's, and what the line saw, in the order they
// came.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/time.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {

class Mailbox {
 public:
  explicit Mailbox(int fd) : fd_(fd) {}

  int fd() const { return fd_; }
  /// Takes in all that has come; never waits.
  void collect();
  void wait();  ///< until something comes
  std::optional<wire::ToWorker> next_command();
  /// True once the Ctrl-Z of this attempt has left.
  bool released(std::int64_t attempt) const { return released_ == attempt; }
  /// The PDU that the line saw for this slot in the listing at hand, taken out; empty: none.
  std::string take_pdu(const std::string& storage, unsigned index);
  void forget_pdus() { pdus_.clear(); }

  void tell(const wire::FromWorker& value);
  void arm(const wire::Send& send);
  /// True once after an answer was withheld that may be an earlier send's.
  bool late_seen() { return std::exchange(late_seen_, false); }
  void believe_late();
  /// What the line saw the send in hand refused with.
  const std::optional<delivery::Refusal>& refusal() const { return refusal_; }
  void disarm();
  /// Ends the process once all that was told is on its way. Never returns.
  [[noreturn]] void finish();

 private:
  void take(const std::string& packet);
  void send(const std::string& packet);

  int fd_;
  std::string buffer_ = std::string(wire::max_frame + 64, '\0');
  std::deque<wire::ToWorker> commands_;
  std::optional<std::int64_t> released_;
  bool late_seen_ = false;
  std::optional<delivery::Refusal> refusal_;
  std::map<std::pair<std::string, unsigned>, std::string> pdus_;
};

}  // namespace lapor::modem
