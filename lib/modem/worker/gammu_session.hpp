// libGammu, seen from the session: plain values in and out. gammu_*.cpp are the only sources that include
// <gammu.h>.
//
// One thread, one state machine, one life: the thread that makes a GammuSession makes every call, and after
// an error that leaves libGammu's state in doubt the process ends. A call may block for minutes when the
// modem falls silent, and can't be cancelled; lapord's deadline kills the process then.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "modem/protocol/wire.hpp"
#include "modem/worker/slot_content.hpp"

namespace lapor::modem {

/// The report of libGammu's status callback about the present send.
struct SendStatus {
  int status = -1;                    ///< 0 sent (or refused with number 0), else a CMS or CME number, or -1
  std::optional<unsigned> reference;  ///< TP-MR of +CMGS, 0 to 255
};

class GammuSession {
 public:
  /// `pty`: the path of its side of the pty, which libGammu opens and closes itself.
  GammuSession(const std::string& pty, const wire::Configure& settings);
  ~GammuSession();
  GammuSession(const GammuSession&) = delete;
  GammuSession& operator=(const GammuSession&) = delete;

  /// Takes 0.1 to 5 s. Errors: retry_later if the modem or libGammu won't; then end the process.
  Result<wire::Ready> connect();
  /// Switches on +CMTI and +CDS (AT+CNMI). False if libGammu couldn't.
  bool enable_indications();
  /// Calls `found` for every slot in use, once each. `complete` is false if the listing broke off.
  wire::ListDone list(const std::function<void(FoundSlot)>& found);
  /// True if the service centre's number is known. Asks the modem if it isn't known yet.
  bool find_service_centre();
  /// Hands one message to libGammu up to its Ctrl-Z, which the line holds back. \pre find_service_centre()
  /// Errors: rejected, with libGammu's name of it.
  Result<void> begin_send(const wire::Send& message);
  /// The report since begin_send(), kept until it is forgotten; nullopt if none came.
  const std::optional<SendStatus>& send_status() const;
  /// Before the next send.
  void forget_send_status();
  /// Lets libGammu read what has come. Call it when the pty is readable.
  void read();
  /// The signal in percent, nullopt if the modem doesn't know. Errors: retry_later if it doesn't answer.
  Result<std::optional<unsigned>> signal_percent();
  /// AT+CFUN=1,1. The modem may vanish from its line.
  void reset();

 private:
  struct Machine;
  std::unique_ptr<Machine> m_;
};

}  // namespace lapor::modem
