// The session's end of the socketpair to the pump: commands of lapord's, and what the line saw, in the order
// they came. Belongs to the session's thread, and so does the descriptor, which is closed only to make the
// pump end the process.
#pragma once
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modem/protocol/wire.hpp"
#include "modem/worker/thread_messages.hpp"

namespace lapor::modem {

class Mailbox {
 public:
  explicit Mailbox(int fd) : fd_(fd) {}

  /// Readable when something has come.
  int fd() const { return fd_; }
  /// Takes in all that has come; never waits. Ends the process if it can't be read.
  void collect();
  /// Waits until something comes, without a limit.
  void wait();

  /// The oldest command of lapord's that was collected; nullopt if there is none.
  std::optional<wire::ToWorker> next_command();
  /// True if the Ctrl-Z of this attempt has left.
  bool has_left(AttemptId attempt) const { return left_ == attempt; }
  /// The refusal of the present send that the line saw; nullopt if none.
  const std::optional<delivery::Refusal>& refusal() const { return refusal_; }
  /// Takes out the PDU that the line saw for this slot since forget_pdus(); empty if none.
  std::string take_pdu(const sms::StorageSlot& slot);
  void forget_pdus() { pdus_.clear(), listing_refusal_.clear(); }

  /// The error with which the modem refused AT+CMGL since forget_pdus(); empty if it didn't.
  const std::string& listing_refusal() const { return listing_refusal_; }
  /// The commands that set what the modem forgets when it restarts; waits for the pump to tell.
  std::vector<std::string> settings();

  /// These may wait for the pump, and end the process if it is gone.
  void to_lapord(const wire::FromWorker& value);
  void arm(const wire::Send& send, bool one_line);
  void complete_storages(const std::string& storage) { send(threads::CompleteStorages{storage}); }
  void disarm() { send(threads::DisarmSend{}); }
  /// Ends the process once all that was said to lapord is on its way.
  [[noreturn]] void end_process();

 private:
  void accept(threads::ToSession message);
  [[noreturn]] void end_badly();
  [[noreturn]] static void wait_for_the_end();
  void send(const threads::ToPump& message);

  int fd_;
  std::string buffer_ = std::string(threads::max_packet, '\0');
  std::deque<wire::ToWorker> commands_;
  std::optional<AttemptId> left_;
  std::optional<delivery::Refusal> refusal_;
  std::map<sms::StorageSlot, std::string> pdus_;
  std::string listing_refusal_;
  std::optional<std::vector<std::string>> settings_;
};

}  // namespace lapor::modem
