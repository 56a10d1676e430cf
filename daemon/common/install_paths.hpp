// The places of the running program's data and worker: beside the sources if it runs in the build tree, else
// where it was installed.
#pragma once
#include <filesystem>

#include "config/config.hpp"

namespace lapor::daemon {

struct InstallLayout {
  config::SearchPaths paths;
  std::filesystem::path worker;      ///< the program lapord-modem
  std::filesystem::path trainer;     ///< the program lapord-learn
  std::filesystem::path nodes;       ///< the program lapord-nodes; a package of its own
  std::filesystem::path postgresql;  ///< the plug-in lapord-postgresql.so; a package of its own
};
InstallLayout install_layout();

}  // namespace lapor::daemon
