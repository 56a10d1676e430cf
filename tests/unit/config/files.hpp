// Writes configuration files for a test, and loads them. Every phone number is fictitious.
#pragma once
#include <fstream>
#include <string>

#include "config/config.hpp"
#include "support/cast.hpp"
#include "support/shipped.hpp"
#include "support/temp_dir.hpp"

namespace lapor::test {

inline constexpr auto plain_gateway = "[gateway]\nagencies = \"agencies.toml\"\n";
inline constexpr auto plain_modem = "[[modem]]\nname = \"sim1\"\ndevice = \"/dev/ttyUSB0\"\n";
inline constexpr auto plain_ladder = "[[escalation]]\nafter = \"12h\"\nto = \"operator\"\n";

class Files {
 public:
  Files() { std::filesystem::copy_file(agencies_file(), dir_.path() / "agencies.toml"); }

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((dir_.path() / name).parent_path());
    std::ofstream(dir_.path() / name) << text;
  }
  std::string path(const std::string& name) const { return (dir_.path() / name).string(); }

  /// Loads lapord.toml with this text, shipped files from the sources.
  config::Loaded load(const std::string& text) const {
    write("lapord.toml", text);
    return config::load(path("lapord.toml"), shipped_files(dir_.path() / "creds"));
  }
  /// Loads a plain lapord.toml with more at its end.
  config::Loaded load_plain(const std::string& more = {}) const {
    return load(std::string(plain_gateway) + plain_modem + plain_ladder + more);
  }

 private:
  TempDir dir_;
};

/// All faults as one text, a line each, without the directory.
inline std::string lines(const Files& files, const std::vector<config::Fault>& faults) {
  std::string out;
  for (const auto& fault : faults) {
    auto line = config::show(fault);
    if (const auto dir = files.path(""); line.rfind(dir, 0) == 0) line = line.substr(dir.size());
    out += line + "\n";
  }
  return out;
}

}  // namespace lapor::test
