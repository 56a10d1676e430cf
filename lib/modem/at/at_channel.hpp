// One AT command at a time on a descriptor, and its reply (ITU-T V.250, 3GPP TS 27.007 §4). In a worker the
// descriptor is libGammu's side of the pty, and the channel is used only while libGammu waits for nothing:
// before it connects, and for what it does badly (it erases a slot by four commands, and refuses slots that
// it can't read).
//
// Not thread-safe: in a worker it belongs to the session's thread, which also calls libGammu. The descriptor
// stays its owner's, who closes it after the channel's last use; a channel whose line is gone only times out.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace lapor::modem {

struct AtReply {
  enum class Result { ok, error, timeout } result = Result::timeout;
  std::vector<std::string> lines;  ///< without the echo and the final result code; at most 64
  std::string error;               ///< the final result code where it isn't OK: "+CMS ERROR: 321", "ERROR"
  bool ok() const { return result == Result::ok; }
};

class AtChannel {
 public:
  explicit AtChannel(int fd) : fd_(fd) {}

  /// Writes `command` ("AT+CSQ", without its CR) and waits for its final result code, at most `limit`.
  /// \throws PreconditionBroken if it holds a CR, LF, Ctrl-Z or ESC: that would be a second command, or a
  /// text sent
  AtReply command(std::string_view command, Duration limit);
  /// The next line that begins so, with the lines that its quotes go over; empty if none came within `limit`.
  /// Quotes that nothing closes end 2 s after the last byte.
  std::string await_line(std::string_view prefix, Duration limit);
  /// Reads and drops until nothing came for `quiet`, at most `limit`. True if it dropped more than line ends.
  bool drain(Duration quiet, Duration limit);
  /// Writes these bytes and waits for nothing.
  void send_raw(std::string_view bytes);

 private:
  int fd_;
  std::string rest_;  ///< what came after the last final result code
};

}  // namespace lapor::modem
