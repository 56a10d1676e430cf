// The events of the gateway: values from the modems' supervisors, the clock and the operators.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/delivery/cause.hpp"
#include "domain/sim/pace_trial.hpp"
#include "domain/sms/inbound_segment.hpp"
#include "domain/ticket/kinds.hpp"
#include "engine/model/account.hpp"
#include "engine/model/actor.hpp"
#include "engine/model/inbound.hpp"
#include "engine/model/personal_data.hpp"
#include "engine/model/sim.hpp"

namespace lapor::engine {

// From a modem's worker, through its supervisor. `modem` is its name in the configuration.

/// The modem's worker is ready.
struct ModemUp {
  std::string modem;
  SimIdentity sim;
};
/// The modem's worker ended, for any cause. Its listing is void, and a send in its hands will get no result.
struct ModemDown {
  std::string modem, reason;
};
/// Its worker has been busy with one command for so long that a message given to it would wait.
struct ModemStuck {
  std::string modem, busy_with;
};
/// The command of a ModemStuck has ended.
struct ModemFree {
  std::string modem;
};
/// The modem lost its network, or found it again. Without a network it may still receive, but can't send.
struct NetworkChanged {
  std::string modem;
  bool registered = true;
};
/// The modem has not been usable for `[alarms] modem_down_after`. Posted once each time.
struct ModemMissing {
  std::string modem;
  Duration unusable{};
  std::string state, why;  ///< as laporctl status shows them
};
/// The network operator's answer to the USSD code that asks for the balance.
struct BalanceReceived {
  std::string modem;
  bool ok = false;
  std::string text;
};
/// The modem has proven another pace than was known, or lost characters at the one it had.
struct PaceShown {
  std::string modem, imei;
  sim::ProvenPace pace;
};
/// The end of an EnterPin.
struct PinResult {
  std::string modem;
  bool accepted = false;
};
/// An SMS-DELIVER that lies in a slot; or one that a carrier delivered over SMPP. The latter's slot is a
/// connection and a number in it, and freeing it acknowledges it. Until the carrier has read that, it may
/// deliver the same again over another connection.
struct SegmentReceived {
  std::string modem;
  StorageSlot slot;
  sms::InboundSegment segment;
  bool erasure_failed = false;  ///< this worker was told to erase it before, and the modem refused
  bool delivered = false;       ///< over SMPP
};
/// The carrier has read the acknowledgements of these: it won't deliver them again.
struct DeliveriesSettled {
  std::string modem;
  std::vector<StorageSlot> slots;
};
/// A slot that no library could read.
struct SlotUnreadable {
  std::string modem;
  StorageSlot slot;
  std::string cause, raw;
};
/// A draft or a sent text of a former phone, which stands in the way of texts that arrive.
struct LeftoverFound {
  std::string modem;
  StorageSlot slot;
  std::string raw;  ///< the PDU in hex
};
/// The modem gave its prompt and waits for the final Ctrl-Z of this attempt.
struct Prompted {
  std::string modem;
  AttemptId attempt;
};
struct SendAccepted {
  std::string modem;
  AttemptId attempt;
  std::optional<unsigned> message_reference;  ///< TP-MR; nullopt: the modem said OK without one
  std::string message_id = {};                ///< a carrier's, over SMPP
};
struct SendRefused {
  std::string modem;
  AttemptId attempt;
  delivery::Refusal refusal;
  std::string detail;
};
/// The Ctrl-Z may have left, and no result came that can be trusted.
struct SendInDoubt {
  std::string modem;
  AttemptId attempt;
  std::string detail;
};
/// The attempt ended before the Ctrl-Z could leave: no prompt came, or the line went away.
struct SendAborted {
  std::string modem;
  AttemptId attempt;
  std::string detail;
  bool asked = true;  ///< the modem was asked for its prompt; false: it never came to that
};
/// An SMS-STATUS-REPORT (3GPP TS 23.040 §9.2.2.3). If it lay in a slot, that slot must be freed.
struct StatusReportReceived {
  std::string modem;
  std::string recipient;
  unsigned message_reference = 0;  ///< TP-MR
  unsigned tp_status = 0;          ///< TP-ST
  std::optional<StorageSlot> slot;
  std::string message_id = {};  ///< a carrier's, over SMPP; empty: matched by the reference
};

// From the clock and the gateway itself.

/// The wall clock was set, or the machine slept: it moved by this much more than time went by. Negative:
/// back.
struct ClockJumped {
  Duration by{0};
};
/// News for the operator's phones.
struct OperatorAlert {
  std::string text;  ///< Indonesian, short
};

// From operators, as the kernel or a login names them: Actor::operator_named("operator uid 1000").

/// An operator says that the SIM works again: credit was bought, or the SIM was changed.
struct SimTrusted {
  std::string modem;
};
/// An operator allows PIN tries again, whatever became of earlier ones.
struct PinTriesForgiven {
  std::string modem;
};
struct SendRequested {
  std::string number, text;
  Actor actor;
};
/// One action of the coordinator on one ticket.
struct OperatorOrder {
  enum class What { route, merge, separate, reject, reopen, note, answer, ask, confirm, contest };
  What what = What::note;
  TicketId ticket;
  TicketId into;                               ///< merge: the ticket that goes on
  std::string agency;                          ///< route: a code
  std::optional<ticket::RejectReason> reason;  ///< reject
  std::string text;                            ///< a note, an answer or a question to the citizen
  Actor actor;
};
std::string_view name(OperatorOrder::What what);  ///< "route", "merge" …
std::optional<OperatorOrder::What> operator_order(std::string_view name);
/// A report that came by another channel and that an operator wrote down.
struct ReportFiled {
  ticket::Channel channel = ticket::Channel::hotline;  ///< not sms
  std::string number;                                  ///< "" if it isn't known
  std::string text;
  Actor actor;
  bool confidential = false, anonymous = false;  ///< beside what the words say
  std::string category{}, area{};                ///< codes that were chosen in a form; "" if the words decide
  /// The key of another program, and the digest of its request: the same within a day gives the same ticket.
  /// "" if it can't come twice.
  std::string key{}, request{};
};
/// The coordinator has seen to what nobody could read: it leaves the queue.
struct UnreadDismissed {
  std::int64_t id = 0;  ///< its row of the quarantine
  Actor actor;
};
/// A person or a program may use the pages from now on.
struct AccountAdded {
  Account account;
  std::string secret;  ///< the token or key; only a hash of it is kept
  Actor actor;
};
struct AccountRemoved {
  Account::Kind kind = Account::Kind::user;
  std::string name;
  Actor actor;
};
/// An officer answers at the desk, in the words that they would text: "SELESAI 1234566 PIN 4321 sudah".
struct DeskAnswer {
  std::string agency;  ///< whose officer it is: a code
  std::string text;
  Actor actor;
};
/// Somebody asked to see what people wrote. Told before they are shown it.
struct AccessLogged {
  AccessRecord access;
};

using Event =
    std::variant<ModemUp, ModemDown, ModemStuck, ModemFree, NetworkChanged, ModemMissing, BalanceReceived,
                 PaceShown, PinRequired, PinResult, SegmentReceived, DeliveriesSettled, SlotUnreadable,
                 LeftoverFound, Prompted, SendAccepted, SendRefused, SendInDoubt, SendAborted,
                 StatusReportReceived, ClockJumped, OperatorAlert, SimTrusted, PinTriesForgiven,
                 SendRequested, OperatorOrder, ReportFiled, UnreadDismissed, AccountAdded, AccountRemoved,
                 DeskAnswer, AccessLogged>;

/// True for events that operators give and that are not idempotent: they must not be repeated after a store
/// failure.
inline bool is_given_once(const Event& event) {
  return std::holds_alternative<AccessLogged>(event) || std::holds_alternative<SendRequested>(event) ||
         std::holds_alternative<OperatorOrder>(event) || std::holds_alternative<ReportFiled>(event) ||
         std::holds_alternative<AccountAdded>(event) || std::holds_alternative<DeskAnswer>(event) ||
         std::holds_alternative<AccountRemoved>(event) || std::holds_alternative<UnreadDismissed>(event);
}

}  // namespace lapor::engine
