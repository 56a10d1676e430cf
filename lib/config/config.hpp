// Everything the operator's files say, as one value: the gateway starts with it, and a reload swaps it whole.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/fault.hpp"
#include "engine/api/modem_profile.hpp"
#include "engine/api/rules.hpp"

namespace lapor::config {

/// Where shipped files and systemd's credentials are. daemon/ finds them, because they depend on the running
/// program.
struct SearchPaths {
  std::filesystem::path data;         ///< keywords.toml, areas.toml, replies.toml, holidays.toml
  std::filesystem::path profiles;     ///< modem-profiles/NAME.toml
  std::filesystem::path credentials;  ///< $CREDENTIALS_DIRECTORY, or empty
};

struct Modem {
  std::string name;
  std::filesystem::path device;
  std::string profile_name;
  engine::ModemProfile profile;
  std::string pace = "profile";  ///< profile | stock | fast
  std::string pin;               ///< from pin, pin_file or the credential; "" if there is none
};

struct Config {
  std::filesystem::path file, state_dir, socket, view_socket;
  std::string timezone;
  unsigned backups_kept = 7;
  std::vector<Modem> modems;
  std::shared_ptr<const engine::Rules> rules;

  std::filesystem::path database() const { return state_dir / "lapord.db"; }
};

struct Loaded {
  std::optional<Config> config;  ///< nullopt if report.errors isn't empty
  Report report;
};

/// All profiles, sorted by name. A profile in the folder `own` replaces a shipped one of the same name.
/// Faults go into the report.
std::vector<engine::ModemProfile> read_profiles(const SearchPaths& paths, const std::filesystem::path& own,
                                                Report& report);

/// Reads FILE and every file that it names. Finds all errors, not only the first. Never throws for what a
/// file holds.
Loaded load(const std::filesystem::path& file, const SearchPaths& paths);

}  // namespace lapor::config
