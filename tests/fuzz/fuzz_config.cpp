// Any bytes as one of the operator's files. The first byte chooses which; the others are those of the
// example.
#include <filesystem>
#include <fstream>

#include "config/config.hpp"
#include "fuzz/input.hpp"
#include "support/shipped.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::TempDir folder;
  static const bool ready = [] {
    for (const auto* name : {"lapord.toml", "agencies.toml"})
      std::filesystem::copy_file(std::filesystem::path(LAPOR_SOURCE_DIR "/docs/example") / name,
                                 folder.path() / name);
    return true;
  }();
  static const char* const files[] = {"lapord.toml", "agencies.toml", "holidays.toml", "keywords.toml",
                                      "replies.toml"};
  fuzz::Input in(data, size);
  const std::string file = files[in.byte() % 5];
  const auto shipped = std::filesystem::path(LAPOR_SOURCE_DIR "/lib/config/data");
  auto paths = test::shipped_files();
  // The shipped files come from a folder of links in which one is the fuzzed one.
  paths.data = folder.path() / "data";
  std::filesystem::remove_all(paths.data);
  std::filesystem::create_directories(paths.data);
  for (const auto& one : std::filesystem::directory_iterator(shipped))
    if (one.path().filename() != file)
      std::filesystem::create_symlink(one.path(), paths.data / one.path().filename());
  const bool own = file == "lapord.toml" || file == "agencies.toml";
  const auto fuzzed = own ? folder.path() / file : paths.data / file;
  std::ofstream(fuzzed, std::ios::binary) << in.rest();
  const auto loaded = config::load(folder.path() / "lapord.toml", paths);
  fuzz::must(ready && loaded.config.has_value() == loaded.report.errors.empty());
  if (own)
    std::filesystem::copy_file(std::filesystem::path(LAPOR_SOURCE_DIR "/docs/example") / file, fuzzed,
                               std::filesystem::copy_options::overwrite_existing);
  return 0;
}
