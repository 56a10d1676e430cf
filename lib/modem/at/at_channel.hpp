// A raw AT command over the pty while libGammu is quiet: before it connects, and for what it does badly
// (erasing a slot takes it four commands, and it refuses the slots that it can't read). The same thread that
// calls libGammu.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace lapor::modem {

struct Answer {
  enum class End { ok, error, silent } end = End::silent;
  std::vector<std::string> lines;  ///< without the echo and the final result
  std::string error;               ///< the final result's line where it isn't OK
  bool ok() const { return end == End::ok; }
};

class Chat {
 public:
  explicit Chat(int fd) : fd_(fd) {}
  /// `command` without its CR. Waits for a final result, at most `limit`.
  Answer ask(std::string_view command, Duration limit);
  /// The next line that begins so, with the lines that its quotes go over; empty: none came.
  std::string await(std::string_view prefix, Duration limit);
  /// Reads and forgets until the line has been quiet for `quiet`, at most `limit`. True when there was more
  /// to forget than the ends of lines.
  bool drain(Duration quiet, Duration limit);
  void send_raw(std::string_view bytes);

 private:
  int fd_;
  std::string rest_;  ///< what came behind the last final result
};

/// The number of "+CME ERROR: 11" or "+CMS ERROR: 321", else -1.
int error_number(const std::string& line);

}  // namespace lapor::modem
