// A real file system that the kernel turns read-only under the real gateway, as after an error of its disk.
// Needs the right to mount, a loop device and mkfs.ext4; says so where one is missing. Every phone number is
// fictitious.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;
namespace fs = std::filesystem;

namespace {

constexpr auto administrator = "+628110000009";

bool runs(const std::vector<std::string>& words) { return run(words).status == 0; }

/// An ext4 of its own at a folder, as long as the object lives.
class Ext4 {
 public:
  explicit Ext4(fs::path at) : at_(std::move(at)) {
    std::ofstream(image_).close();
    fs::resize_file(image_, 64 << 20);
    mounted_ = runs({"/sbin/mkfs.ext4", "-q", image_}) && mount();
  }
  ~Ext4() {
    if (mounted_) runs({"/bin/umount", "-l", at_});
  }
  Ext4(const Ext4&) = delete;
  Ext4& operator=(const Ext4&) = delete;
  bool usable() const { return mounted_ && fs::exists(trigger()); }

  /// Remounts it read-only, as an administrator would. The kernel refuses while a file is open for writing.
  bool turn_read_only_by_order() const { return runs({"/bin/mount", "-o", "remount,ro", at_}); }
  void break_down() const { std::ofstream(trigger()) << "1"; }
  /// An ext4 that broke down never becomes writable again; the disk is copied, checked, and mounted again.
  void replace() {
    const auto copy = image_.string() + ".repaired";
    fs::copy_file(image_, copy);
    run({"/sbin/e2fsck", "-fy", copy});  // its status tells of what it repaired
    REQUIRE(runs({"/bin/umount", "-l", at_}));
    image_ = copy;
    REQUIRE(mount());
  }

 private:
  bool mount() const { return runs({"/bin/mount", "-o", "loop,errors=remount-ro", image_, at_}); }
  /// A file of the kernel's by which tests break the file system.
  fs::path trigger() const {
    std::ifstream in("/proc/self/mounts");
    for (std::string line; std::getline(in, line);) {
      std::istringstream words(line);
      std::string device, place;
      if (words >> device >> place && place == at_)
        return "/sys/fs/ext4" / fs::path(device).filename() / "trigger_fs_error";
    }
    return {};
  }

  TempDir dir_;
  fs::path at_, image_ = dir_.path() / "disk";
  bool mounted_ = false;
};

}  // namespace

TEST_CASE(
    "a disk that turns read-only under a running gateway keeps reports on the SIM, and a repaired one gets "
    "each once",
    "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  Ext4 disk(gateway.directory() / "state");
  if (!disk.usable()) {
    WARN("no right to mount, no loop device or no mkfs.ext4: not tested");
    return;
  }
  gateway.configure("[alarms]\nphones = [\"+628110000009\"]\nat_most_every = \"1s\"\n");
  gateway.start_ready();
  sim.inject("+628110000101", "LAPOR JALAN berlubang sebelum rusak");
  sim.wait_said("+628110000101", "Laporan");
  sim.wait_empty();
  gateway.await("all is sent", [&] { return number(gateway.status()["outbox"], "sending") == 0; });
  const auto logged = [&](const std::string& words) {
    return gateway.log().find(words) != std::string::npos;
  };
  const auto lapord = gateway.pid();

  CHECK_FALSE(disk.turn_read_only_by_order());
  disk.break_down();
  for (int n = 2; n <= 6; ++n)
    sim.inject("+62811000010" + std::to_string(n), "LAPOR JALAN berlubang nomor " + std::to_string(n));
  gateway.await("the disk is found read-only", [&] { return logged("database-failed"); });
  CHECK(gateway.ctl({"status"}).status == 0);
  CHECK(gateway.ctl({"send", "+628110000107", "halo"}).status == 1);
  CHECK(sim.stored() == 5);
  CHECK(gateway.tickets().size() == 1);

  disk.replace();
  gateway.await("all are taken", [&] { return gateway.tickets().size() == 6; }, Millis{90000});
  sim.wait_empty();
  sim.wait_said(administrator, "normal lagi");
  for (int n = 2; n <= 6; ++n) sim.wait_said("+62811000010" + std::to_string(n), "Laporan");
  std::multiset<std::string> told;
  for (const auto& text : sim.texts())
    if (text.text.find("Laporan diterima") != std::string::npos) told.insert(text.to);
  for (int n = 1; n <= 6; ++n) CHECK(told.count("+62811000010" + std::to_string(n)) == 1);
  CHECK(gateway.pid() == lapord);
  CHECK(gateway.running());
  CHECK(gateway.stop() == 0);
}
