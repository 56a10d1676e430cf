// The commands that wait for a worker, and the order in which it gets them. Pure.
#pragma once
#include <deque>
#include <functional>
#include <string>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/sms/segmentation.hpp"

namespace lapor::modem {

enum class Command { none, erase, list, submit, health, ussd, reset, set_up, radio };
/// The command in words for people: "listing".
const char* name(Command command);

/// All that decides which command is next.
struct Waiting {
  bool erase = false, list = false, submit = false, health = false, ussd = false, reset = false;
  bool set_up = false, radio = false;
  bool health_overdue = false;  ///< two heartbeats late
  bool nearly_full = false;     ///< the SIM: then the network delivers nothing more
  unsigned erased_in_a_row = 0;
  bool list_next = false;
};
/// Erasing is short and sending long, so at most 8 erasures go before a send, and a listing before the first
/// and after each; neither starves. With the SIM nearly full, all of them go first. none if nothing waits.
Command next_command(const Waiting& waiting);

struct Submission {
  AttemptId attempt;
  std::string to;
  sms::OutboundSegment segment;
};
/// ok: `text` is what the network said; else it is why there is nothing.
using UssdAnswer = std::function<void(bool ok, const std::string& text)>;
struct UssdRequest {
  std::string code;
  UssdAnswer answer;
};

/// The commands that wait for one worker. Erasures wait in its SlotTracker.
struct CommandQueue {
  std::deque<Submission> submissions;
  std::deque<UssdRequest> ussd;
  bool list = false, health = false, reset = false, set_up = false, radio = false;
  Instant health_asked{};  ///< 0: not yet
  unsigned erased_in_a_row = 0;
  bool list_next = true;  ///< a listing that waits goes before a send: at the start, and after each send

  /// `heartbeat`: the pause between two questions for the health.
  Waiting waiting(bool erase, bool nearly_full, Instant now, Duration heartbeat) const;
};

}  // namespace lapor::modem
