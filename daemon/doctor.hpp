// Is all well, and if not, what to do: findings for `laporctl doctor`. What can be judged from values is
// judged by pure functions; the gateway tells the values that it alone knows.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "control/json.hpp"
#include "engine/api/views.hpp"

namespace lapor::daemon {

enum class Verdict { ok, warn, fail };

struct Finding {
  std::string check;  ///< one word: "configuration", "backup", "modem sim1"
  Verdict verdict = Verdict::ok;
  std::string said;
  std::string todo;  ///< what to do; empty where all is well
};
using Findings = std::vector<Finding>;

/// The errors and warnings of the files.
Findings judge_configuration(const config::Loaded& loaded, const std::string& file);
/// `free` of `total` bytes beside a database of so many.
Finding judge_disk(std::uint64_t free, std::uint64_t total, std::uint64_t database);
Finding judge_backup(const std::optional<Instant>& last, Instant now);
/// The clock against the network's: pairs of the SMSC's time and our own of the last texts.
Finding judge_clock(const std::vector<engine::TransitTimes>& recent_arrivals, Instant now);
/// One finding for each modem of `laporctl --json status`.
Findings judge_modems(const control::Json& status);
/// What a SIM holds and how long it is in force; nothing where neither is configured.
Findings judge_sim(const std::string& modem, const engine::SimRules& rules,
                   const std::optional<engine::SimBalance>& balance, Instant now);
Finding judge_outbox(const control::Json& status);
/// Agencies that nobody can be reached at: without a contact, or whose phones took none of the last texts.
Findings judge_agencies(const engine::Rules& rules, engine::Views& views);

/// What can be seen of a state directory from outside: disk, backups, a file that was set aside.
Findings look_at_state(const config::Config& config, Instant now);
/// What the running gateway knows.
Findings look_at_gateway(const config::Config& config, engine::Views& views, const control::Json& status,
                         Instant now);

control::Json to_json(const Findings& findings);
Findings from_json(const control::Json& list);
bool any_failed(const Findings& findings);

}  // namespace lapor::daemon
