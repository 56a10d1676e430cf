#include "modem/host/port_family.hpp"

#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::modem;
namespace fs = std::filesystem;

namespace {

void make(const fs::path& file) { std::ofstream{file}; }

}  // namespace

TEST_CASE("a port that is numbered anew is known by its name, or by what a link leads to", "[modem]") {
  test::TempDir dir;
  fs::create_directories(dir.path() / "serial/by-id");
  const auto link = dir.path() / "serial/by-id/usb-HUAWEI-if02";
  fs::create_symlink("../../ttyUSB3", link);
  CHECK(numbered_port("/dev/ttyUSB12") == "/dev/ttyUSB12");
  CHECK(numbered_port("/dev/ttyACM0") == "/dev/ttyACM0");
  CHECK(numbered_port(link.string()) == (dir.path() / "ttyUSB3").string());
  for (const auto* other :
       {"/dev/ttyS0", "/dev/ttyAMA0", "/dev/pts/4", "/dev/ttyUSB", "/dev/ttyUSBx", "/dev/ttyUSB12345", ""})
    CHECK(numbered_port(other).empty());
}

TEST_CASE("the ports beside one are those of its kind that are there, by number", "[modem]") {
  test::TempDir dir;
  for (const auto* name : {"ttyUSB10", "ttyUSB2", "ttyUSB0", "ttyACM1", "ttyS0", "ttyUSBx"})
    make(dir.path() / name);
  const auto at = [&](const char* name) { return (dir.path() / name).string(); };
  CHECK(ports_beside(at("ttyUSB0")) == std::vector{at("ttyUSB2"), at("ttyUSB10")});
  CHECK(ports_beside(at("ttyUSB7")) == std::vector{at("ttyUSB0"), at("ttyUSB2"), at("ttyUSB10")});
  CHECK(numbered_ports(dir.path().string()) ==
        std::vector{at("ttyACM1"), at("ttyUSB0"), at("ttyUSB2"), at("ttyUSB10")});
  CHECK(numbered_ports("/nowhere").empty());
  CHECK(ports_beside(at("ttyS0")).empty());
  CHECK(ports_beside("").empty());
  CHECK(ports_beside("/nowhere/ttyUSB0").empty());
}
