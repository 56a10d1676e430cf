// Stands between libGammu and the modem and decides what passes. It exists for five things that libGammu
// can't do:
//  - The final Ctrl-Z of a send is held back until lapord says that the point of no return is on disk.
//  - An unsolicited line that libGammu doesn't know never reaches it. One such line made it deaf for
//    minutes, and chatter kept its timeouts from ever firing.
//  - Two lines are completed on their way: PDU mode is set in the line that asks for a prompt, because a
//    modem that restarts unseen may have forgotten it; and AT+CPMS names all three storages where a modem
//    wants that.
//  - A late result (protocol/late_results.hpp) is never taken for the result of another send.
//  - Each PDU that crosses is seen as it is, before libGammu reads it.
//
// Pure: bytes in, bytes and events out. It belongs to the pump's thread, which moves the bytes and keeps the
// time.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "domain/delivery/cause.hpp"
#include "domain/sms/storage_slot.hpp"
#include "modem/protocol/late_results.hpp"

namespace lapor::modem {

/// libGammu has sent the Ctrl-Z of this attempt, and the modem hasn't got it.
struct CtrlZHeld {
  AttemptId attempt;
};
/// +CMTI, +CDSI or ^SMMEMFULL: there is something to list.
struct NewMessageIndicationSeen {};
/// +CREG without being asked.
struct RegistrationIndicationSeen {};
/// A PDU in the reply to AT+CMGL or AT+CMGR.
struct PduSeen {
  sms::StorageSlot slot;  ///< its storage is that of the last AT+CPMS
  std::string hex;
};
/// +CDS: a status report that lies in no slot.
struct StatusReportSeen {
  std::string hex;
};
/// A result that may be late is withheld: until another comes, or until pass_withheld().
struct ResultWithheld {};
/// A line that a modem says only as it starts: it has restarted by itself, or is just starting. A send that
/// is armed is over, and its Ctrl-Z leaves no more.
struct RestartSeen {
  std::string line;
};
/// AT+CMGL was refused; libGammu was told of an empty list instead, because it would walk the slots for
/// minutes.
struct ListingRefused {
  std::string line;  ///< "+CMS ERROR: 314"
};
/// The refusal of the send in flight. libGammu tells its number, but not to which table the number belongs.
struct RefusalSeen {
  delivery::Refusal refusal;
};
using StreamEvent = std::variant<CtrlZHeld, NewMessageIndicationSeen, RegistrationIndicationSeen, PduSeen,
                                 StatusReportSeen, ResultWithheld, RefusalSeen, RestartSeen, ListingRefused>;

struct Filtered {
  std::string bytes;  ///< to go on to the other side
  std::vector<StreamEvent> events;
};

class AtStreamFilter {
 public:
  /// `earlier_workers`: results that they, or a former life of lapord, left to come. `boot_lines`: how the
  /// lines begin that the modem says as it starts.
  explicit AtStreamFilter(LateResults earlier_workers = {}, std::vector<std::string> boot_lines = {})
      : boot_lines_(std::move(boot_lines)), earlier_workers_(earlier_workers) {}

  /// libGammu → modem.
  Filtered from_gammu(std::string_view bytes);
  /// modem → libGammu.
  Filtered from_modem(std::string_view bytes);

  /// The next AT+CMGS is this attempt's; without this no Ctrl-Z passes at all. `late` are sends before it
  /// that got no result. `one_line`: its line is to set PDU mode first.
  void arm(AttemptId attempt, const LateResults& late = {}, bool one_line = false);
  /// From now on AT+CPMS names three storages, this one where a command names fewer.
  void complete_storages(std::string storage) { missing_storage_ = std::move(storage); }
  /// The bytes to send to the modem now: the Ctrl-Z if it is held for just this attempt, else none.
  std::string release(AttemptId attempt);
  /// No other result came in time: the one that is withheld is this send's own. Empty if none is withheld.
  Filtered pass_withheld();
  /// The send is over.
  void disarm() { armed_.reset(), ctrl_z_held_ = false; }
  bool holds_ctrl_z() const { return ctrl_z_held_; }
  /// The commands that set what a modem forgets when it restarts, the last of each kind that it said OK to.
  const std::vector<std::string>& settings() const { return settings_; }

 private:
  void gammu_line();
  void write(std::string_view bytes, Filtered& out);
  void write_letter(char c, Filtered& out);
  std::string missing_storages() const;
  std::string as_written(const std::string& line) const;
  bool may_prompt() const;
  bool holds_back(char first) const;
  bool passes(std::string_view line);
  bool is_asked_for(std::string_view line) const;
  bool is_new_message_indication(std::string_view line) const;
  bool may_be_of_earlier_worker(std::string_view line) const;
  bool may_be_late(std::string_view line) const;
  void withhold(const std::string& line, Filtered& out);
  void handle_line(Filtered& out);
  void handle_quoted_line(const std::string& line, Filtered& out);
  bool is_boot_line(std::string_view line) const;
  void see_restart(const std::string& line, Filtered& out);
  void remember_setting();
  void refuse_listing(const std::string& line, Filtered& out);
  void handle_result_line(const std::string& line, Filtered& out);
  void pass_line(const std::string& line, Filtered& out);
  void notice_passing(std::string_view line, Filtered& out);
  void line_begin(char first, Filtered& out);
  void line_end(char c, Filtered& out);

  std::vector<std::string> boot_lines_, settings_;

  // The command that libGammu gave last.
  std::string gammu_line_;       ///< as far as it was written
  std::string unpassed_;         ///< its end, as long as it may become the line that PDU mode goes into
  std::string modem_line_;       ///< what of it the modem got
  std::string written_, echo_;   ///< the line before, as it was written and as the modem got it
  std::string missing_storage_;  ///< empty: AT+CPMS is left as it is
  std::string command_;          ///< in capitals
  std::string storage_ = "SM";
  bool in_flight_ = false;                      ///< its final result code hasn't come
  bool modem_echoes_ = false, echoed_ = false;  ///< the modem does; it did this command

  // The send.
  std::optional<AttemptId> armed_;
  bool one_line_ = false;  ///< PDU mode is set in the line that asks for the prompt
  bool prompted_ = false;
  bool ctrl_z_held_ = false;
  bool result_due_ = false;  ///< its Ctrl-Z left, and its result hasn't come
  LateResults earlier_workers_, earlier_sends_;
  std::string withheld_;        ///< a line; empty: none
  bool drop_final_ok_ = false;  ///< the OK after a +CMGS that was withheld or dropped

  // From the modem.
  enum class Mode { start, passing, holding };
  enum class End { none, pass, drop };
  Mode mode_ = Mode::start;
  End end_ = End::none;  ///< where the end of the line just over goes
  bool after_cr_ = false;
  std::string blank_;  ///< line ends seen since the last line; they wait for what follows
  std::string line_;
  bool report_next_ = false, push_next_ = false;  ///< the next line is the PDU of +CDS, of +CMT
  std::optional<unsigned> pdu_index_;             ///< the next line is the PDU of this slot
  unsigned quoted_lines_ = 0;                     ///< so many lines may still belong to the text of a +CUSD
};

}  // namespace lapor::modem
