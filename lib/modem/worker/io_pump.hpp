// The worker's second thread: moves bytes between the tty and libGammu's pty through a LineFilter, and frames
// between lapord and the session. It owns those descriptors and shares no memory with the session; it alone
// decides whether a Ctrl-Z leaves, and it alone ends the process, so a session stuck inside libGammu is no
// obstacle.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "modem/worker/at_stream_filter.hpp"

namespace lapor::modem {

/// What goes over the pair between pump and session: one letter, then the payload.
namespace inside {
inline constexpr char frame = 'F';  ///< a wire frame, either way
inline constexpr char arm = 'A';    ///< session → pump: the next send is "ATTEMPT LATE REFERENCE" (decimal)
inline constexpr char late = 'L';   ///< pump → session: an answer is withheld; session → pump: pass it on
inline constexpr char refusal = 'E';   ///< pump → session: the send is refused with "TABLE NUMBER"
inline constexpr char disarm = 'D';    ///< session → pump: that send is over
inline constexpr char finish = 'X';    ///< session → pump: pass on what is queued, then end the process
inline constexpr char released = 'R';  ///< pump → session: the Ctrl-Z left
inline constexpr char pdu = 'P';       ///< pump → session: "SM 3 0791…"
}  // namespace inside

class Pump {
 public:
  /// All four descriptors become the pump's.
  struct Ends {
    int tty = -1, host = -1, lapord = -1, session = -1;
  };
  Pump(Ends ends, unsigned late) : ends_(ends), filter_(late) {}
  /// Never returns: ends the process when lapord's end closes, when the modem hangs up, or when told to.
  [[noreturn]] void run();

 private:
  void wait();
  void read_tty();
  void read_host();
  void read_lapord();
  void arm(std::string_view packet);
  bool read_session();  ///< false: there was nothing
  void on_lapord(const std::string& frame);
  void pass_on(const Passed& passed);  ///< what came from the modem
  void handle(const LineEvent& event);
  void to_lapord(std::string frame);
  void flush();
  [[noreturn]] void end(int status);

  Ends ends_;
  LineFilter filter_;
  std::string tty_out_, host_out_;
  std::deque<std::string> lapord_out_, session_out_;
  bool finishing_ = false;
};

}  // namespace lapor::modem
