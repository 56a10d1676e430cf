// The effects of a transaction on the world: values, carried out in order and only after the COMMIT.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "domain/replies/codes.hpp"
#include "domain/sim/pace_trial.hpp"
#include "domain/sms/segmentation.hpp"
#include "engine/model/inbound.hpp"

namespace lapor::engine {

/// The slot's segment is stored: the slot may be freed. To the modem this is the acknowledgement.
struct Erase {
  std::string modem;
  StorageSlot slot;
};
/// Sends a segment up to the prompt; the final Ctrl-Z waits for ReleaseSubmit.
struct Submit {
  std::string modem;
  AttemptId attempt;
  std::string to;  ///< E.164
  sms::OutboundSegment segment;
};
/// The point of no return is on disk: the Ctrl-Z may leave.
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
/// Asks the network for the balance by USSD; answered by BalanceReceived.
struct QueryBalance {
  std::string modem, code;
};
/// The pace that this modem has proven before.
struct UsePace {
  std::string modem;
  sim::ProvenPace pace;
};
// Answers to an operator's request.

/// Answers SendRequested.
struct MessageQueued {
  OutboundId id;
};
/// Answers OperatorOrder and ReportFiled. The caller looks up the ticket as it is now.
struct TicketFiled {
  TicketId ticket;
};
/// Answers DeskAnswer: the text that the officer would get.
struct DeskReplied {
  replies::Code code;
  std::string text;
};
/// Answers AccountAdded and AccountRemoved.
struct AccountChanged {
  std::string name;
};
/// Answers UnreadDismissed.
struct QuarantineDismissed {
  std::int64_t id = 0;
};
/// Answers any of the requests above that was refused; nothing was changed.
struct OrderRefused {
  std::string reason;  ///< English, for the operator
};

using Effect =
    std::variant<QueryBalance, UsePace, Erase, Submit, ReleaseSubmit, EnterPin, WithholdPin, MessageQueued,
                 TicketFiled, QuarantineDismissed, AccountChanged, DeskReplied, OrderRefused, log::Record>;
using Effects = std::vector<Effect>;

}  // namespace lapor::engine
