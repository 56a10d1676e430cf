#include "modem/host/device_watch.hpp"

#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor::modem;
using namespace lapor::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct Waiting {
  boost::asio::io_context io;
  DeviceWatch watch{io};
  bool found = false;

  explicit Waiting(const fs::path& device) {
    watch.wait(device.string(), [this] { found = true; });
    io.poll();
  }
  bool finds() {
    for (int n = 0; n < 50 && !found; ++n) io.restart(), io.run_one_for(100ms);
    return found;
  }
};

void touch(const fs::path& path) { std::ofstream{path} << ' '; }

}  // namespace

TEST_CASE("a device that appears in its directory is found at once") {
  TempDir dir;
  Waiting w(dir.path() / "ttyUSB0");
  CHECK_FALSE(w.found);
  touch(dir.path() / "other");
  w.io.restart(), w.io.run_for(50ms);
  CHECK_FALSE(w.found);
  touch(dir.path() / "ttyUSB0");
  CHECK(w.finds());
}

TEST_CASE("a device whose directories don't exist yet is found when they come") {
  TempDir dir;
  const auto by_id = dir.path() / "serial" / "by-id";
  Waiting w(by_id / "usb-modem");
  fs::create_directory(dir.path() / "serial");
  w.io.restart(), w.io.run_for(20ms);
  fs::create_directory(by_id);
  w.io.restart(), w.io.run_for(20ms);
  touch(dir.path() / "ttyUSB3");
  fs::create_symlink(dir.path() / "ttyUSB3", by_id / "usb-modem");
  CHECK(w.finds());
}

TEST_CASE("a link that leads nowhere yet is found when its target comes") {
  TempDir dir;
  fs::create_directories(dir.path() / "by-path");
  fs::create_symlink("../ttyUSB7", dir.path() / "by-path" / "pci-0");
  Waiting w(dir.path() / "by-path" / "pci-0");
  CHECK_FALSE(w.found);
  touch(dir.path() / "ttyUSB7");
  CHECK(w.finds());
}

TEST_CASE("a directory that goes and comes again is watched again") {
  TempDir dir;
  fs::create_directory(dir.path() / "serial");
  Waiting w(dir.path() / "serial" / "modem");
  fs::remove(dir.path() / "serial");
  w.io.restart(), w.io.run_for(20ms);
  fs::create_directory(dir.path() / "serial");
  w.io.restart(), w.io.run_for(20ms);
  touch(dir.path() / "serial" / "modem");
  CHECK(w.finds());
}

TEST_CASE("a device that is there already is found without any event, and nobody hears of it after stop") {
  TempDir dir;
  touch(dir.path() / "modem");
  Waiting w(dir.path() / "modem");
  CHECK(w.finds());
  Waiting stopped(dir.path() / "later");
  stopped.watch.stop();
  touch(dir.path() / "later");
  stopped.io.restart(), stopped.io.run_for(100ms);
  CHECK_FALSE(stopped.found);
}
