// Stands between libGammu and the modem and decides what passes. Pure: bytes in, bytes and events out;
// pump.cpp moves them. It exists for four things that libGammu can't do:
//  - the final Ctrl-Z of a send is held back until lapord says that the point of no return is on disk;
//  - an unsolicited line that libGammu doesn't know never reaches it (one such line made it deaf for minutes,
//  and
//    chatter kept its timeouts from ever firing);
//  - a "+CMGS:" that comes late is never taken for the answer to another message;
//  - each PDU that crosses is seen as it is, before libGammu reads it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/delivery/cause.hpp"

namespace lapor::modem {

/// The modem waits for the Ctrl-Z of this attempt, and libGammu has sent it.
struct CtrlZHeld {
  std::int64_t attempt = 0;
};
/// A line that says that there is something to list.
struct TransitTimes {
  std::string line;
};
/// A PDU in an answer to AT+CMGL or AT+CMGR.
struct PduSeen {
  std::string storage;  ///< of the last AT+CPMS
  unsigned index = 0;
  std::string hex;
};
/// +CDS: a status report that lies in no memory.
struct ReportSeen {
  std::string hex;
};
/// An answer that may be that of an earlier send, which got none; withheld until it is clear.
struct MaybeLate {};
/// What the send in flight was refused with: libGammu tells the number, but not of which table it is.
struct RefusalSeen {
  delivery::Refusal refusal;
};
struct Dropped {
  std::string line;  ///< only its name, never a number or a text
};
using LineEvent = std::variant<CtrlZHeld, TransitTimes, PduSeen, ReportSeen, MaybeLate, RefusalSeen, Dropped>;

struct Passed {
  std::string bytes;  ///< to go on to the other side
  std::vector<LineEvent> events;
};

class LineFilter {
 public:
  /// `former`: so many answers a former life of the worker, or of lapord, left to come. An answer that comes
  /// before the echo of the command in hand is one of them, wherever the modem echoes.
  explicit LineFilter(unsigned former = 0) : former_(former) {}

  /// libGammu → modem.
  Passed from_host(std::string_view bytes);
  /// modem → libGammu.
  Passed from_modem(std::string_view bytes);

  /// The next AT+CMGS is this attempt's. Without it no Ctrl-Z passes at all. `late` sends before it got no
  /// answer; the first of them would have this reference (-1: unknown), the next ones follow.
  void arm(std::int64_t attempt, unsigned late = 0, int late_reference = -1);
  /// No other answer came: what was withheld is this send's own, and passes to libGammu.
  Passed believe_late();
  /// The bytes to send to the modem now: the Ctrl-Z if it is held for just this attempt, else nothing.
  std::string release(std::int64_t attempt);
  void disarm() { armed_.reset(), held_ = false; }
  bool holds_ctrl_z() const { return held_; }
  /// A Ctrl-Z left and its answer hasn't come.
  bool answer_due() const { return answer_due_; }

 private:
  void host_line();
  bool holds_back(char first) const;
  bool passes(std::string_view line);
  bool asked_for(std::string_view line) const;
  bool may_be_former() const;
  bool may_be_late(std::string_view line) const;
  void withhold(const std::string& line, Passed& out);
  void take_line(Passed& out);
  void notice_passing(std::string_view line, Passed& out);
  void line_begin(char first, Passed& out);
  void line_end(char c, Passed& out);

  // libGammu's side
  std::string host_line_, command_, memory_ = "SM";
  bool in_flight_ = false;
  std::optional<std::int64_t> armed_;
  bool held_ = false, answer_due_ = false;
  unsigned former_ = 0;
  bool echoes_ = false, echoed_ = false;  ///< the modem does; it did the command in hand
  unsigned late_ = 0;
  int late_reference_ = -1;
  std::string withheld_;  ///< a line

  // the modem's side
  enum class Mode { start, passing, holding };
  enum class End { none, pass, drop };
  Mode mode_ = Mode::start;
  End end_ = End::none;  ///< where the end of the line just over goes
  bool after_cr_ = false;
  std::string blank_;  ///< line ends seen since the last line; they wait for what follows
  std::string line_;
  bool report_next_ = false, push_next_ = false;  ///< the next line is the PDU of +CDS, of +CMT
  bool drop_final_ = false;                       ///< the OK after a late +CMGS
  std::optional<unsigned> pdu_index_;
  unsigned quoted_ = 0;  ///< so many lines may still belong to the text of a +CUSD
};

}  // namespace lapor::modem
