// A real file system that is really full, under the real gateway with a simulated modem. Needs the right to
// mount; says so where it is missing. Every phone number is fictitious.
#include <sys/mount.h>

#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;
namespace fs = std::filesystem;

namespace {

constexpr auto administrator = "+628110000009";

/// A small file system at a folder, as long as the object lives.
class SmallDisk {
 public:
  explicit SmallDisk(fs::path at) : at_(std::move(at)) {
    mounted_ = ::mount("lapor-test", at_.c_str(), "tmpfs", 0, "size=8m,mode=0700") == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(at_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool mounted() const { return mounted_; }

  /// Not a byte is left.
  void fill() const {
    std::ofstream file(at_ / "filler", std::ios::binary);
    const std::string block(4096, 'x');
    while (file.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) continue;
  }
  void make_room() const { fs::remove(at_ / "filler"); }
  /// Remounts it read-only, as the kernel does after errors. False while a file is open for writing.
  bool allow_writing(bool yes) const {
    return ::mount("lapor-test", at_.c_str(), "tmpfs", yes ? MS_REMOUNT : MS_REMOUNT | MS_RDONLY,
                   "size=8m") == 0;
  }

 private:
  fs::path at_;
  bool mounted_ = false;
};

/// A gateway with its modem and its state on a disk of its own.
struct World {
  ModemSim sim;
  Gateway gateway{sim.device()};
  SmallDisk disk{gateway.directory() / "state"};

  bool logged(const std::string& words) const { return gateway.log().find(words) != std::string::npos; }
  void await_tickets(std::size_t n) {
    gateway.await("all are taken", [&] { return gateway.tickets().size() == n; }, Millis{60000});
  }
};

void with_small_disk(void (*story)(World&)) {
  World w;
  if (w.disk.mounted()) return story(w);
  WARN("no right to mount a file system: not tested");
}

}  // namespace

TEST_CASE(
    "on a full disk reports stay on the SIM, queued texts and an alarm go out, and room alone repairs it",
    "[e2e]") {
  with_small_disk([](World& w) {
    w.gateway.configure("[alarms]\nphones = [\"+628110000009\"]\nat_most_every = \"1s\"\n");
    w.gateway.start_ready();
    REQUIRE(fs::file_size(w.gateway.directory() / "state" / "reserve") == 1 << 20);

    w.gateway.ctl({"modem", "sim1", "hold"});
    for (int n = 0; n < 3; ++n) w.gateway.ctl({"send", sari, "pesan " + std::to_string(n)});
    w.disk.fill();
    w.gateway.ctl({"modem", "sim1", "resume"});
    for (int n = 0; n < 5; ++n) w.sim.inject(sari, "LAPOR JALAN berlubang nomor " + std::to_string(n));

    w.gateway.await("the disk is found full", [&] { return w.logged("disk-full"); });
    for (int n = 0; n < 3; ++n) w.sim.wait_said(sari, "pesan " + std::to_string(n));
    w.sim.wait_said(administrator, "disk penuh");
    const auto taken = w.gateway.tickets().size();
    CHECK(taken < 5);
    CHECK(w.sim.stored() >= 5 - taken);

    w.disk.make_room();
    w.sim.wait_empty(ModemSim::Millis{120000});
    w.await_tickets(5);
    CHECK(w.logged("disk-has-room"));
    w.sim.wait_said(administrator, "sudah cukup");
    CHECK(w.gateway.stop() == 0);
  });
}

TEST_CASE("a gateway that starts on a full disk runs, and takes reports once there is room", "[e2e]") {
  with_small_disk([](World& w) {
    w.gateway.start_ready();
    CHECK(w.gateway.stop() == 0);
    w.disk.fill();
    w.gateway.start_ready();
    CHECK(w.logged("disk-full"));
    w.sim.inject(sari, "LAPOR JALAN berlubang");
    w.disk.make_room();
    w.await_tickets(1);
  });
}

TEST_CASE("on a read-only file system lapord ends so that systemd tries again, and then takes what came",
          "[e2e]") {
  with_small_disk([](World& w) {
    w.gateway.start_ready();
    CHECK(w.gateway.stop() == 0);
    w.sim.inject(sari, "LAPOR JALAN berlubang");
    REQUIRE(w.disk.allow_writing(false));
    const auto refused =
        run({LAPOR_BIN_DIR "/lapord", "--config", (w.gateway.directory() / "lapord.toml").string()});
    CHECK(refused.status == 74);
    CHECK(refused.err.find("ead-only") != std::string::npos);
    CHECK(w.sim.stored() == 1);
    REQUIRE(w.disk.allow_writing(true));
    w.gateway.start_ready();
    w.await_tickets(1);
  });
}
