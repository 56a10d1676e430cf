// The worker's first thread: everything that talks to libGammu, one command at a time.
#pragma once
#include <string>

#include "modem/at/at_channel.hpp"
#include "modem/protocol/wire.hpp"
#include "modem/worker/gammu_session.hpp"
#include "modem/worker/mailbox.hpp"

namespace lapor::modem {

class Session {
 public:
  /// `slave`: an open descriptor of the pty `path`; `pair`: the session's end of the pair to the pump.
  Session(const wire::Configure& settings, std::string path, int slave, int pair);
  /// Connects and serves commands. Never returns: the pump ends the process.
  [[noreturn]] void run();

 private:
  void wake_modem();
  [[noreturn]] void reset_modem();
  void unlock();
  void enter_pin();
  void connect();
  void switch_on_notices();
  bool wait_for_input(Duration limit);

  void obey(const wire::ToWorker& command);
  void list(const wire::List& how);
  wire::ListDone list_by_slot(const wire::List& how);
  void list_reports();
  using Content = decltype(FoundSlot::content);
  void give(FoundSlot slot);
  void give_pdu(const std::string& storage, unsigned index, const std::string& pdu, Content content);
  void erase(const wire::Erase& command);
  void send(const wire::Send& command);
  wire::SendResult await_answer(const wire::Send& command);
  wire::SendResult judge(std::int64_t attempt, const SendStatus& status);
  void health();
  void ussd(const wire::Ussd& command);
  using UssdCoding = engine::UssdCoding;
  wire::UssdResult dial(const std::string& code, UssdCoding coding);
  [[noreturn]] void give_up(wire::TroubleKind kind, const std::string& detail);
  [[noreturn]] void obey_forever();

  wire::Configure settings_;
  int slave_;
  Chat chat_;
  Mailbox mailbox_;
  GammuSession gammu_;
  unsigned joined_refused_ = 0;    ///< how often two commands in one line failed, and one by one didn't
  bool no_report_memory_ = false;  ///< the modem has no SR
  bool untrusted_ = false;         ///< libGammu's state is in doubt: end after this command
  std::string operator_;
};

}  // namespace lapor::modem
