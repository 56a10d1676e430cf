// The files that ship with the gateway, as they stand in the sources.
#pragma once
#include "config/config.hpp"

namespace lapor::test {

inline config::SearchPaths shipped_files(const std::filesystem::path& credentials = {}) {
  return {LAPOR_SOURCE_DIR "/lib/config/data", LAPOR_SOURCE_DIR "/modem-profiles", credentials};
}

/// docs/example, which every test of it wants whole.
inline config::Loaded example_configuration() {
  return config::load(LAPOR_SOURCE_DIR "/docs/example/lapord.toml", shipped_files());
}

}  // namespace lapor::test
