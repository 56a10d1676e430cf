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

/// The folders of shipped files and of systemd's credentials. daemon/ finds them, because they depend on the
/// running program.
struct SearchPaths {
  std::filesystem::path data;         ///< keywords.toml, areas.toml, replies.toml, holidays.toml, tiles.tsv
  std::filesystem::path profiles;     ///< modem-profiles/NAME.toml
  std::filesystem::path credentials;  ///< $CREDENTIALS_DIRECTORY, or empty
};

/// A line to a carrier, [[smpp]].
struct SmppLine {
  std::string host, system_id, password, system_type;
  unsigned port = 2775;
  bool tls = false, pair = false;
  std::filesystem::path ca_file;  ///< empty: the system's authorities
  std::string address;
  unsigned address_ton = 3, address_npi = 0;
  std::string alphabet = "gsm7", message_ids = "same";
  unsigned window = 10;
  Duration enquire{std::chrono::seconds(30)}, response{std::chrono::seconds(30)};
  friend bool operator==(const SmppLine&, const SmppLine&) = default;
};

/// [node]: where boxes come in that lend modems.
struct NodeSection {
  std::string name;              ///< of this box
  std::string listen;            ///< "" : none are let in
  std::filesystem::path folder;  ///< of the keys; "": beside the database
  std::filesystem::path socket;  ///< for lapord-nodes
  friend bool operator==(const NodeSection&, const NodeSection&) = default;
};

/// A [[modem]], or an [[smpp]], which has a line in the place of a device.
struct Modem {
  std::string name;
  std::filesystem::path device;
  std::string profile_name;
  engine::ModemProfile profile;
  std::string pace = "profile";  ///< profile | stock | fast
  std::string pin;               ///< from pin, pin_file or the credential; "" if there is none
  std::string imei;              ///< "": any modem is taken
  std::string service_centre;    ///< "": the SIM has one
  std::optional<SmppLine> line = std::nullopt;
  std::string node{};  ///< the box that it is plugged into; "": this one
};

struct Config {
  std::filesystem::path file, state_dir, socket, view_socket, web_socket;
  std::string timezone;
  unsigned backups_kept = 7;
  unsigned learned_precision = 950;  ///< thousandths; what a learned model must reach, to decide
  std::vector<Modem> modems;
  NodeSection node;
  std::string postgresql;  ///< the server that holds the database, as libpq reads it; "": database() does
  Duration lease{
      std::chrono::seconds(45)};  ///< silence of the active gateway after which a standby takes over
  std::shared_ptr<const engine::Rules> rules;

  /// The SQLite file.
  std::filesystem::path database() const { return state_dir / "lapord.db"; }
  std::filesystem::path node_folder() const {
    return node.folder.empty() ? state_dir / "nodes" : node.folder;
  }
  std::filesystem::path learned_model() const { return state_dir / "learned.model"; }
};

struct Loaded {
  std::optional<Config> config;  ///< nullopt if report.errors isn't empty
  Report report;
};

/// The learned model in this file; null where there is none, or where it can't be used.
struct LearnedFile {
  std::shared_ptr<const language::LearnedModel> model;
  std::string fault;  ///< why it can't be used; empty if it can, or if there is none
};
LearnedFile read_learned_model(const std::filesystem::path& file);

/// All profiles, sorted by name. A profile in the folder `own` replaces a shipped one of the same name.
/// Faults go into the report.
std::vector<engine::ModemProfile> read_profiles(const SearchPaths& paths, const std::filesystem::path& own,
                                                Report& report);

/// Reads FILE and every file that it names, and the learned model beside the database. A model that can't be
/// used is a warning: the keywords serve without it.
/// Finds all errors, not only the first. Never throws for what a
/// file holds.
Loaded load(const std::filesystem::path& file, const SearchPaths& paths);

}  // namespace lapor::config
