// The checks of `laporctl doctor`: they find what is wrong and say what to do. Pure functions judge all that
// values can tell. lapord adds what only it knows; laporctl looks at the rest from outside.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "common/findings.hpp"
#include "config/config.hpp"
#include "control/json.hpp"
#include "engine/api/views.hpp"

namespace lapor::daemon {

/// The errors and warnings of the files.
Findings judge_configuration(const config::Loaded& loaded, const std::string& file);
/// All in bytes; `database` is the size of the file that a backup copies.
Finding judge_disk(std::uint64_t free, std::uint64_t total, std::uint64_t database);
/// `last` is the newest backup's time; nullopt if there is none.
Finding judge_backup(const std::optional<Instant>& last, Instant now);
/// Our clock against the service centre's, by the two times of the last texts that came in.
Finding judge_clock(const std::vector<engine::TransitTimes>& recent_arrivals, Instant now);
/// One finding for each modem of `laporctl --json status`.
Findings judge_modems(const control::Json& status);
/// Findings about a SIM's credit and validity; empty if neither is configured.
Findings judge_sim(const std::string& modem, const engine::SimRules& rules,
                   const std::optional<engine::SimBalance>& balance, Instant now);
/// From `laporctl --json status`, like judge_modems().
Finding judge_outbox(const control::Json& status);
/// Agencies where nobody can be reached: without a contact, or whose phones took none of the last texts.
/// \throws engine::StoreFailure
Findings judge_agencies(const engine::Rules& rules, engine::Views& views);

/// Findings about a state directory: its database, its disk, its backups.
Findings look_at_state(const config::Config& config, Instant now);
/// The same, and what the running gateway knows. \throws engine::StoreFailure
Findings look_at_gateway(const config::Config& config, engine::Views& views, const control::Json& status,
                         Instant now);

}  // namespace lapor::daemon
