// Which command a worker gets next. Pure.
#pragma once

namespace lapor::modem {

enum class Job { none, erase, list, submit, health, ussd, reset };
/// For people: "listing".
const char* name(Job job);

struct Waiting {
  bool erase = false, list = false, submit = false, health = false, ussd = false, reset = false;
  bool health_overdue = false;  ///< two heartbeats late
  bool nearly_full = false;     ///< the SIM: then the network delivers nothing more
  unsigned erased_in_a_row = 0;
  bool just_submitted = false;
};

/// Erasing is short and sending long, so a few erasures go before a send and a listing after it; neither
/// starves. With the SIM nearly full, all of them go first.
Job next_job(const Waiting& waiting);

}  // namespace lapor::modem
