// The command lines of lapord and laporctl, read into values.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lapor::daemon {

/// Exit statuses, after sysexits.h.
enum Exit : int {
  exit_ok = 0,
  exit_refused = 1,
  exit_ctl_usage = 2,
  exit_usage = 64,
  exit_data = 65,
  exit_unavailable = 69,
  exit_software = 70,
  exit_permission = 77,
  exit_config = 78
};

struct DaemonOptions {
  std::filesystem::path config;
  bool check_config = false;
  // lapord's own child, never a person's:
  std::vector<std::string> scorecard;  ///< of a child: see Scoring::count
  std::filesystem::path take_backup;   ///< the database
  unsigned keep = 1;
};

struct ControlOptions {
  std::filesystem::path socket;  ///< empty: not given
  std::filesystem::path config;  ///< empty: not given
  bool json = false;
  std::optional<unsigned> watch;  ///< seconds
  std::string command;
  // what the commands take; empty where not given
  std::string state, agency, number, text, ticket;
  bool in = false, out = false;
  std::optional<unsigned> limit;
  std::optional<std::int64_t> id;   // quarantine
  std::string from, as, pending;    // explain
  std::string first_day, last_day;  // scorecard
  bool csv = false, ndjson = false;
  std::string modem, action, code;  // modem
  std::vector<std::string> ports;   // detect
  bool no_ask = false, udev = false;
  std::string into, reason, channel;   // merge, reject, new
  std::filesystem::path folder, file;  // backup, restore
  std::string event;                   // events
  bool journal = false;
  bool fresh = false;  // init --new
  std::string after;   // init --new --after NUMBER
};

/// The options, or the status to exit with: help, the version or a complaint has been printed.
std::variant<DaemonOptions, int> read_daemon_options(int argc, const char* const* argv);
std::variant<ControlOptions, int> read_control_options(int argc, const char* const* argv);

}  // namespace lapor::daemon
