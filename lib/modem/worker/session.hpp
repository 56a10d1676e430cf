// The worker's first thread: everything that talks to libGammu, and raw AT commands while libGammu is quiet.
// It carries out one command of lapord's after another and answers each. It never ends the process by itself
// but through the pump (Mailbox::end_process), so that what it said last still reaches lapord.
//
// Where libGammu's state is in doubt after a command, the session says what came of the command and ends: the
// next worker begins with a new state machine.
#pragma once
#include <string>

#include "modem/at/at_channel.hpp"
#include "modem/protocol/wire.hpp"
#include "modem/worker/gammu_session.hpp"
#include "modem/worker/mailbox.hpp"

namespace lapor::modem {

class Session {
 public:
  /// `slave`: an open descriptor of the pty at `path`. `pair`: the session's end of the socketpair to the
  /// pump. Both are the process's for its whole life.
  Session(const wire::Configure& settings, const std::string& path, int slave, int pair);
  /// Opens the modem and serves commands.
  [[noreturn]] void run();

 private:
  // session_opening.cpp
  [[noreturn]] void reset_modem();
  void wake_modem();
  void unlock();
  void enter_pin();
  void try_pin(const std::string& pin);
  void connect();
  void enable_indications();
  bool set_service_centre();
  void complete_storages();
  void know_modem();
  void refuse_wrong_modem(const std::string& imei);

  // session_set_up.cpp
  void wake_up_again();
  void set_up();
  std::string set_up_again();
  std::string await_pin_again();
  bool settings_are_lost(const std::vector<std::string>& registered);
  void restart_radio();

  // session.cpp
  [[noreturn]] void serve();
  void execute(const wire::ToWorker& command);
  bool wait_for_input(Duration limit);
  [[noreturn]] void end(wire::WorkerEndingKind kind, const std::string& detail);

  // session_storage.cpp
  void list(const wire::List& how);
  wire::ListDone list_by_slot(const wire::List& how);
  void list_status_reports();
  void report_slot(const sms::StorageSlot& slot, const std::string& pdu, ReadPdu content);
  void erase(const wire::Erase& command);
  AtReply erase_in_one_line(const sms::StorageSlot& slot);
  AtReply erase_in_two_lines(const sms::StorageSlot& slot);

  // session_send.cpp
  void send(const wire::Send& command);
  bool set_pdu_mode();
  Result<void> ask_for_prompt(const wire::Send& command, bool one_line);
  Result<void> begin_at_its_pace(const wire::Send& command);
  wire::SendResult await_result(AttemptId attempt, bool earlier_has_no_result);
  wire::SendResult result_of(AttemptId attempt, const SendStatus& status, bool earlier_has_no_result);

  // session_queries.cpp
  void health();
  void ussd(const wire::Ussd& command);
  sim::Registration registration(const std::vector<std::string>& circuit_switched);
  wire::UssdResult dial(const std::string& encoded_code, engine::UssdCoding coding);

  wire::Configure settings_;
  int slave_;
  AtChannel channel_;
  Mailbox mailbox_;
  GammuSession gammu_;
  unsigned joined_lines_refused_ = 0;  ///< how often two commands in one line failed, and one by one didn't
  bool joined_lines_proved_ = false;   ///< it carried out all commands of one line
  bool prompts_in_one_line_ = true;    ///< false once it refused a prompt so, and gave it in two
  bool no_report_storage_ = false;     ///< the modem has no "SR"
  bool tells_arrivals_ = false;        ///< it took AT+CNMI
  bool told_registration_ = false;     ///< AT+CREG? said lately that a change is told
  bool untrusted_ = false;             ///< libGammu's state is in doubt: end after this command
};

}  // namespace lapor::modem
