// The shipped modem profiles, and what an operator's own may say.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "config/files.hpp"
#include "support/catch.hpp"
#include "unit/config/files.hpp"

using namespace lapor;
using namespace lapor::test;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> shipped_profiles() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(LAPOR_SOURCE_DIR "/modem-profiles"))
    out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string content(const fs::path& file) {
  std::ifstream in(file);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

/// The errors of a profile with this text, without the directory.
std::string faults(const std::string& text) {
  const Files files;
  files.write("p.toml", text);
  config::Report report;
  config::read_profile(files.path("p.toml"), report);
  return lines(files, report.errors);
}

engine::ModemProfile read(const std::string& text) {
  const Files files;
  files.write("p.toml", text);
  config::Report report;
  return config::read_profile(files.path("p.toml"), report);
}

}  // namespace

TEST_CASE("every shipped profile loads, says what it is for and where it knows that from", "[config]") {
  const auto all = shipped_profiles();
  CHECK(all.size() >= 13);
  for (const auto& file : all) {
    INFO(file.string());
    config::Report report;
    const auto profile = config::read_profile(file, report);
    for (const auto& fault : report.errors) UNSCOPED_INFO(config::show(fault));
    CHECK(report.errors.empty());
    CHECK(profile.name == file.stem().string());
    CHECK_FALSE(profile.description.empty());
    if (profile.name == "generic-at") continue;
    CHECK_FALSE((profile.usb.empty() && profile.answers.empty()));
    CHECK(content(file).find("Source: ") != std::string::npos);
  }
}

TEST_CASE("no two shipped profiles claim the same USB port", "[config]") {
  std::map<std::tuple<unsigned, unsigned, std::string>, std::string> claimed;
  for (const auto& file : shipped_profiles()) {
    config::Report report;
    const auto profile = config::read_profile(file, report);
    for (const auto& port : profile.usb) {
      const auto [at, fresh] =
          claimed.try_emplace({port.vendor, port.product.value_or(0x10000), port.interface}, profile.name);
      INFO(profile.name << " and " << at->second);
      CHECK(fresh);
    }
  }
}

TEST_CASE("generic-at names every default as it is", "[config]") {
  config::Report report;
  auto generic = config::read_profile(LAPOR_SOURCE_DIR "/modem-profiles/generic-at.toml", report);
  engine::ModemProfile standard;
  // The file sets these keys for any modem. A profile without them keeps libGammu's own pace and sends
  // nothing.
  standard.description = generic.description;
  standard.init = generic.init;
  standard.pace = generic.pace;
  CHECK(generic == standard);
}

TEST_CASE("a USB port is named by its vendor and, more or less closely, by product and interface",
          "[config]") {
  const auto usb = read("usb = [\"12d1:1506@02\", \"12d1:*@ff/02/02\", \"1199:*\"]\n").usb;
  REQUIRE(usb.size() == 3);
  CHECK(usb[0] == engine::UsbPort{0x12d1, 0x1506, "02"});
  CHECK(usb[1] == engine::UsbPort{0x12d1, std::nullopt, "ff/02/02"});
  CHECK(usb[2] == engine::UsbPort{0x1199, std::nullopt, ""});
}

TEST_CASE("a USB port that can't be read is an error with its line", "[config]") {
  for (const auto* bad : {"12d1", "12d1:", "12D1:1506", "12d1:150", "12d1:1506@", "12d1:1506@2",
                          "12d1:1506@ff/02", "12d1-1506", "12d1:1506@ff-02-02", ""}) {
    INFO(bad);
    CHECK(faults(fmt::format("speed = 9600\nusb = [\"{}\"]\n", bad)).rfind("p.toml:2: usb: ", 0) == 0);
  }
}

TEST_CASE("a speed that no serial line has is an error, in a profile and in lapord.toml", "[config]") {
  CHECK(faults("speed = 9600\n").empty());
  CHECK(faults("speed = 14400\n").rfind("p.toml:1: speed: 14400 is no speed", 0) == 0);
  const Files files;
  const auto modem = std::string(plain_gateway) + plain_ladder + plain_modem;
  CHECK(files.load(modem + "speed = 9600\n").config->modems[0].profile.speed == 9600);
  CHECK(files.load(modem).config->modems[0].profile.speed == 115200);
  CHECK(lines(files, files.load(modem + "speed = 9601\n").report.errors).find("speed: 9601 is no speed") !=
        std::string::npos);
}

TEST_CASE("what goes to the modem raw is a command in one line", "[config]") {
  CHECK(faults("init = [\"AT^CURC=0\", \"AT+CPMS?\"]\n").empty());
  for (const auto* bad : {"CURC=0", "", "AT\\rAT+CMGD=1,4", "AT+CMGS=1\\u001a", "AT\\u00e9"}) {
    INFO(bad);
    CHECK(faults(fmt::format("init = [\"{}\"]\n", bad)).rfind("p.toml:1: init: ", 0) == 0);
  }
}

TEST_CASE("AT+CNMI can't be told to pass texts on without storing them", "[config]") {
  for (const auto* good : {"2,1", "1,1,0,1,0", "2,1,0,2,1"})
    CHECK(faults(fmt::format("cnmi = \"{}\"\n", good)).empty());
  for (const auto* bad : {"2,2,0,1,0", "2", "2,1,", "9,1", "2,1,0,1,0,0", "a,1", "2 1"}) {
    INFO(bad);
    CHECK(faults(fmt::format("cnmi = \"{}\"\n", bad)).rfind("p.toml:1: cnmi: ", 0) == 0);
  }
}
