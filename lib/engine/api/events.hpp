// What happens to the gateway, and what the gateway then does: values both ways.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/log.hpp"
#include "domain/delivery/cause.hpp"
#include "domain/sms/inbound_segment.hpp"
#include "domain/sms/segmentation.hpp"
#include "engine/model/records.hpp"

namespace lapor::engine {

// Events: from a modem's worker through its supervisor …
struct ModemUp {
  std::string modem;
  Sim sim;
};
/// Its worker has been busy with one command for so long that a text given to it would wait.
struct ModemStuck {
  std::string modem, busy_with;
};
/// That command has ended after all.
struct ModemFree {
  std::string modem;
};
/// The operator vouches for the SIM: credit was bought, the SIM was changed.
struct SimTrusted {
  std::string modem;
};
/// The operator's answer to the USSD code that asks for the balance.
struct BalanceReceived {
  std::string modem;
  bool ok = false;
  std::string text;
};
/// The worker ended, whatever the cause: its listing is void and a send in its hands will get no answer.
struct ModemDown {
  std::string modem, reason;
};
/// It lost its network, or found it again: what comes in is still given; nothing can be sent meanwhile.
struct NetworkChanged {
  std::string modem;
  bool registered = true;
};
/// It couldn't be used for a time that its operator wants to hear of. Said once each time.
struct ModemMissing {
  std::string modem;
  Instant since{};
  std::string state, why;  ///< as laporctl status shows them
};
/// What came of EnterPin.
struct PinResult {
  std::string modem;
  bool accepted = false;
};
/// The operator takes responsibility for the PIN tries so far.
struct PinTriesForgiven {
  std::string modem;
};
struct SegmentReceived {
  std::string modem;
  StorageSlot slot;
  sms::InboundSegment part;
};
/// A slot that no library could read.
struct SlotUnreadable {
  std::string modem;
  StorageSlot slot;
  std::string cause, raw;
};
/// The modem waits for the final Ctrl-Z of this attempt.
struct Prompted {
  std::string modem;
  AttemptId attempt;
};
struct SendAccepted {
  std::string modem;
  AttemptId attempt;
  unsigned reference = 0;
};
struct SendRefused {
  std::string modem;
  AttemptId attempt;
  delivery::Refusal refusal;
  std::string detail;
};
/// The Ctrl-Z may have left and no answer came, or none that can be trusted.
struct SendInDoubt {
  std::string modem;
  AttemptId attempt;
  std::string detail;
};
/// The attempt ended before the Ctrl-Z left: no prompt, no line.
struct SendAborted {
  std::string modem;
  AttemptId attempt;
  std::string detail;
  bool asked = true;  ///< the modem was asked for its prompt; false: it never came to that
};
/// An SMS-STATUS-REPORT; where it lay in a slot, that slot is freed.
struct StatusReportReceived {
  std::string modem;
  std::string recipient;
  unsigned reference = 0;
  unsigned status = 0;  ///< TP-ST
  std::optional<StorageSlot> slot;
};
/// The wall clock was set, or the machine slept: it moved by this much more than time went by; negative:
/// back.
struct ClockJumped {
  Duration by{0};
};
/// The gateway is in trouble, or out of it: the operator's phones are told.
struct OperatorAlert {
  std::string text;  ///< Indonesian, short
};
// … and from the operator.
struct SendRequested {
  std::string number, text;
  std::string actor;  ///< "operator uid 1000"
};

/// One act of the coordinator's desk on one ticket.
struct OperatorOrder {
  enum class What { route, merge, separate, reject, reopen, note, answer, ask };
  What what = What::note;
  TicketId ticket = 0;
  TicketId into = 0;   ///< merge: the ticket that stays
  std::string agency;  ///< route: a code
  std::string reason;  ///< reject: SPAM WENANG JELAS DUPL HUKUM
  std::string text;    ///< a note, an answer or a question to the citizen
  std::string actor;
};
std::string_view name(OperatorOrder::What what);  ///< "route", "merge" …
/// A report that came by another channel and that an operator wrote down.
struct ReportFiled {
  std::string channel;  ///< hotline web app social
  std::string number;   ///< empty: none is known
  std::string text;
  std::string actor;
};

/// Somebody asked to see what people wrote; told before they are shown it.
struct AccessLogged {
  AccessRecord access;
};

using Event =
    std::variant<ModemUp, ModemDown, ModemStuck, ModemFree, NetworkChanged, ModemMissing, SimTrusted,
                 BalanceReceived, PinRequired, PinResult, PinTriesForgiven, SegmentReceived, SlotUnreadable,
                 Prompted, SendAccepted, SendRefused, SendInDoubt, SendAborted, StatusReportReceived,
                 ClockJumped, OperatorAlert, SendRequested, OperatorOrder, ReportFiled, AccessLogged>;
/// From the operator, who waits for its answer; told twice an order would be done twice.
inline bool is_operator_request(const Event& event) {
  return std::holds_alternative<AccessLogged>(event) || std::holds_alternative<SendRequested>(event) ||
         std::holds_alternative<OperatorOrder>(event) || std::holds_alternative<ReportFiled>(event);
}

// Effects: carried out only after COMMIT, in order.
struct Erase {
  std::string modem;
  StorageSlot slot;
};
struct Submit {
  std::string modem;
  AttemptId attempt;
  std::string to;
  sms::OutboundSegment segment;
};
/// The point of no return is on disk: the Ctrl-Z may go.
struct ReleaseSubmit {
  std::string modem;
  AttemptId attempt;
};
/// The try is on disk: the PIN may be entered.
struct EnterPin {
  std::string modem;
};
struct WithholdPin {
  std::string modem, reason;
};
/// Asks the network by USSD; answered by BalanceReceived.
struct QueryBalance {
  std::string modem, code;
};
/// What SendRequested gets back.
struct MessageQueued {
  OutboundId id;
};
/// What OperatorOrder and ReportFiled get back: the ticket as it is now is to be looked up.
struct TicketFiled {
  TicketId ticket = 0;
};
struct OrderRefused {
  std::string reason;
};
using Effect = std::variant<QueryBalance, Erase, Submit, ReleaseSubmit, EnterPin, WithholdPin, MessageQueued,
                            TicketFiled, OrderRefused, log::Record>;
using Effects = std::vector<Effect>;

}  // namespace lapor::engine
