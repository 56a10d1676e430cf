// libGammu, seen from the worker: plain values in and out. gammu_*.cpp are the only files that include
// <gammu.h>. One thread, one state machine, one life: after an error that leaves libGammu's state in doubt
// the process ends.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "modem/at/pdu.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {

/// One slot of a listing, as libGammu reads it.
struct FoundSlot {
  std::string storage;
  unsigned index = 0;
  std::variant<sms::InboundSegment, StatusReport, NotDeliver, BadPdu> content;
};

/// What libGammu's status callback said of the send in hand.
struct SendStatus {
  int status = -1;     ///< 0 sent (or refused with number 0), else a CMS or CME number, or -1
  int reference = -1;  ///< of +CMGS; -1: unknown
};

class GammuSession {
 public:
  GammuSession(const std::string& pty, const wire::Configure& settings);
  ~GammuSession();
  GammuSession(const GammuSession&) = delete;
  GammuSession& operator=(const GammuSession&) = delete;

  /// 0.1 to 5 s. retry_later: the modem or libGammu won't; end the process.
  Result<wire::Ready> connect();
  /// True where libGammu could switch on notices (+CMTI, +CDS).
  bool switch_on_notices();
  /// Every slot in use, each once. complete is false where the listing broke off.
  wire::ListDone list(const std::function<void(FoundSlot)>& found);
  /// Hands one message to libGammu up to its Ctrl-Z, which the line holds back. Empty: it did; else the
  /// error's name.
  std::string begin_send(const wire::Send& message);
  /// What was said since begin_send(); kept until the next one.
  const std::optional<SendStatus>& send_status() const;
  /// Lets libGammu read what has come. Call when the pty is readable.
  void read();
  /// Percent, or -1 where it is unknown; retry_later where the modem doesn't answer.
  Result<int> signal();
  void reset();

 private:
  struct Machine;
  std::unique_ptr<Machine> m_;
};

}  // namespace lapor::modem
