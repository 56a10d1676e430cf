// Where the running program finds its data and its worker: beside the sources when it runs in the build tree,
// else where it was installed.
#pragma once
#include <filesystem>

#include "config/config.hpp"

namespace lapor::daemon {

struct Surroundings {
  config::Places places;
  std::filesystem::path worker;  ///< lapor-modem
};
Surroundings surroundings();

}  // namespace lapor::daemon
