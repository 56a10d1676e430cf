// A real file system that is really full, under the real gateway with a simulated modem. Needs the right to mount; says
// so where it is missing. Every phone number is fictitious.
#include <sys/mount.h>

#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;
namespace fs = std::filesystem;

namespace {

constexpr auto citizen = "+628110000124";
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
  /// As the kernel does after errors. False while a file is open for writing.
  bool allow_writing(bool yes) const {
    return ::mount("lapor-test", at_.c_str(), "tmpfs", yes ? MS_REMOUNT : MS_REMOUNT | MS_RDONLY, "size=8m") == 0;
  }

 private:
  fs::path at_;
  bool mounted_ = false;
};

bool logged(const Gateway& gateway, const std::string& words) { return gateway.log().find(words) != std::string::npos; }

}  // namespace

TEST_CASE("on a full disk reports stay on the SIM, queued texts and an alarm go out, and room alone mends it", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  const SmallDisk disk(gateway.directory() / "state");
  if (!disk.mounted()) {
    WARN("no right to mount a file system: not tested");
    return;
  }
  gateway.configure("[alarms]\nphones = [\"+628110000009\"]\nat_most_every = \"1s\"\n");
  gateway.start_ready();
  REQUIRE(fs::file_size(gateway.directory() / "state" / "reserve") == 1 << 20);

  gateway.ctl({"modem", "sim1", "hold"});
  for (int n = 0; n < 3; ++n) gateway.ctl({"send", citizen, "pesan " + std::to_string(n)});
  disk.fill();
  gateway.ctl({"modem", "sim1", "resume"});
  for (int n = 0; n < 5; ++n) sim.inject(citizen, "LAPOR JALAN berlubang nomor " + std::to_string(n));

  gateway.await("the disk is found full", [&] { return logged(gateway, "disk-full"); });
  for (int n = 0; n < 3; ++n) sim.wait_said(citizen, "pesan " + std::to_string(n));
  sim.wait_said(administrator, "disk penuh");
  const auto taken = gateway.tickets().size();
  CHECK(taken < 5);
  CHECK(sim.stored() >= 5 - taken);

  disk.make_room();
  sim.wait_empty(ModemSim::Millis{120000});
  gateway.await("all are taken", [&] { return gateway.tickets().size() == 5; });
  CHECK(logged(gateway, "disk-has-room"));
  sim.wait_said(administrator, "sudah cukup");
  CHECK(gateway.stop() == 0);
}

TEST_CASE("a gateway that starts on a full disk runs, and takes reports once there is room", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  const SmallDisk disk(gateway.directory() / "state");
  if (!disk.mounted()) {
    WARN("no right to mount a file system: not tested");
    return;
  }
  gateway.start_ready();
  CHECK(gateway.stop() == 0);
  disk.fill();
  gateway.start_ready();
  CHECK(logged(gateway, "disk-full"));
  sim.inject(citizen, "LAPOR JALAN berlubang");
  disk.make_room();
  gateway.await("it is taken", [&] { return gateway.tickets().size() == 1; }, Millis{60000});
}

TEST_CASE("on a read-only file system lapord ends so that systemd tries again, and then takes what came", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  const SmallDisk disk(gateway.directory() / "state");
  if (!disk.mounted()) {
    WARN("no right to mount a file system: not tested");
    return;
  }
  gateway.start_ready();
  CHECK(gateway.stop() == 0);
  sim.inject(citizen, "LAPOR JALAN berlubang");
  REQUIRE(disk.allow_writing(false));
  const auto refused = run({LAPOR_BIN_DIR "/lapord", "--config", (gateway.directory() / "lapord.toml").string()});
  CHECK(refused.status == 74);
  CHECK(refused.err.find("ead-only") != std::string::npos);
  CHECK(sim.stored() == 1);
  REQUIRE(disk.allow_writing(true));
  gateway.start_ready();
  gateway.await("it is taken", [&] { return gateway.tickets().size() == 1; });
}
