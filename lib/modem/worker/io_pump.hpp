// The worker's second thread: moves bytes between the tty and libGammu's pty through an AtStreamFilter, and
// frames between lapord and the session. It alone decides whether a Ctrl-Z leaves, and it alone ends the
// process, so a session that is stuck inside libGammu is no obstacle.
//
// It shares no memory with the session's thread. All four descriptors are the pump's alone; it never closes
// one, for the process ends with it:
//  - status 0 when lapord's end is closed or says what can't be read, when the modem hangs up, or after
//  EndProcess;
//  - status 1 when the session's end is closed or says what can't be read.
// On each of these paths an open prompt is left by an ESC, and a Ctrl-Z that is held doesn't leave.
#pragma once
#include <chrono>
#include <deque>
#include <optional>
#include <string>

#include "modem/protocol/wire.hpp"
#include "modem/worker/at_stream_filter.hpp"
#include "modem/worker/thread_messages.hpp"

namespace lapor::modem {

class IoPump {
 public:
  struct Descriptors {
    int tty = -1;      ///< the modem
    int pty = -1;      ///< the master; libGammu has the slave
    int lapord = -1;   ///< this end of the socketpair to lapord
    int session = -1;  ///< this end of the socketpair to the session
  };
  /// `late`: what earlier workers left without a result. `boot_lines`: see AtStreamFilter.
  IoPump(Descriptors fds, const LateResults& late, const std::vector<std::string>& boot_lines)
      : fds_(fds), filter_(late, boot_lines) {}
  /// Never returns.
  [[noreturn]] void run();

 private:
  using Clock = std::chrono::steady_clock;

  int poll_timeout_ms() const;
  void wait();
  void read_tty();
  void read_pty();
  void read_lapord();
  bool read_session();  ///< false: there was nothing
  void on_lapord_frame(const std::string& frame);
  void on_session_message(const threads::ToPump& message);
  void pass_on(const Filtered& filtered);  ///< what came from the modem
  void handle(const StreamEvent& event);
  void on_status_report(const std::string& hex);
  void to_lapord(const wire::FromWorker& value) { lapord_out_.push_back(wire::encode(value)); }
  void to_session(const threads::ToSession& value) { session_out_.push_back(threads::encode(value)); }
  void flush();
  [[noreturn]] void end(int status);

  Descriptors fds_;
  AtStreamFilter filter_;
  Duration withhold_for_{};
  std::optional<Clock::time_point> withheld_until_;
  std::string tty_out_, pty_out_;
  std::deque<std::string> lapord_out_, session_out_;
  bool finishing_ = false;
};

}  // namespace lapor::modem
