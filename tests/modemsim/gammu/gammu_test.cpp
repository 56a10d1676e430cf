// Unmodified gammu and gammu-smsd against the simulated modem: what works with them works as on a real one.
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"
#include "support/modemsim.hpp"

using lapor::test::ModemSim;
namespace fs = std::filesystem;

namespace {

void write_file(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

std::string read_file(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

std::string gammu_section(const ModemSim& sim) {
  return "[gammu]\ndevice = " + sim.device() + "\nconnection = at115200\n";
}

/// Runs gammu with these arguments to its end; what it printed.
std::string gammu(const ModemSim& sim, const std::string& arguments) {
  const auto config = sim.directory() + "/gammurc";
  write_file(config, gammu_section(sim));
  const auto command =
      "LC_ALL=C.UTF-8 timeout 90 " GAMMU " -c " + config + " " + arguments + " 2>&1 </dev/null";
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe);
  std::string out;
  char buffer[4096];
  while (const auto got = ::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, got);
  const int status = ::pclose(pipe);
  INFO(out);
  CHECK(status == 0);
  return out;
}

bool has(const std::string& text, const std::string& fragment) {
  return text.find(fragment) != std::string::npos;
}

/// gammu-smsd with files for a database, stopped when the object goes.
class Smsd {
 public:
  explicit Smsd(const ModemSim& sim) : root_(sim.directory() + "/smsd") {
    for (const char* box : {"inbox", "outbox", "sent", "error"}) fs::create_directories(root_ / box);
    const auto config = (root_ / "smsdrc").string();
    auto box = [&](const char* key, const char* name) {
      return std::string(key) + " = " + (root_ / name).string() + "/\n";
    };
    write_file(config, gammu_section(sim) + "[smsd]\nservice = files\nlogfile = " + (root_ / "log").string() +
                           "\nCommTimeout = 1\nReceiveFrequency = 1\nDeliveryReport = sms\n" +
                           box("inboxpath", "inbox") + box("outboxpath", "outbox") +
                           box("sentsmspath", "sent") + box("errorsmspath", "error"));
    pid_ = ::fork();
    if (pid_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::setenv("LC_ALL", "C.UTF-8", 1);
      ::execl(GAMMU_SMSD, GAMMU_SMSD, "-c", config.c_str(), nullptr);
      ::_exit(127);
    }
  }
  ~Smsd() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Smsd(const Smsd&) = delete;
  Smsd& operator=(const Smsd&) = delete;

  void send(const std::string& to, const std::string& text) {
    write_file(root_ / "new", text);
    fs::rename(root_ / "new", root_ / "outbox" / ("OUT" + to + ".txt"));
  }
  /// All texts in the inbox, sender in front, in the order in which they came.
  std::string inbox() const {
    std::vector<fs::path> files(fs::directory_iterator(root_ / "inbox"), fs::directory_iterator{});
    std::sort(files.begin(), files.end());
    std::string out;
    for (const auto& file : files) out += file.filename().string() + ": " + read_file(file) + "\n";
    return out;
  }
  std::string log() const { return read_file(root_ / "log"); }

 private:
  fs::path root_;
  pid_t pid_ = -1;
};

}  // namespace

TEST_CASE("gammu identifies the modem") {
  ModemSim sim;
  const auto out = gammu(sim, "identify");
  CHECK(has(out, "ModemSim"));
  CHECK(has(out, "350000000000006"));
  CHECK(has(out, "001010000000001"));
}

TEST_CASE("gammu reads single, long, wide and alphanumeric texts") {
  ModemSim sim;
  sim.inject("+628110000101", "LAPOR JALAN berlubang [depan] pasar");
  sim.inject("TELKOMSEL", "Sisa pulsa: 5 €");
  sim.inject("8170", "Aksara ꦗꦮ dan 😀");
  std::string longer;
  for (int i = 1; i <= 50; ++i) longer += "kata" + std::to_string(i) + " ";
  sim.inject("+628110000102", longer);
  const auto each = gammu(sim, "geteachsms");
  for (const char* part :
       {"LAPOR JALAN berlubang [depan] pasar", "\"TELKOMSEL\"", "Sisa pulsa: 5 €", "\"8170\"",
        "Aksara ꦗꦮ dan 😀", "kata1 ", "kata50", "6 SMS parts in 4 SMS sequences"}) {
    INFO(part << " in " << each);
    CHECK(has(each, part));
  }
  CHECK(has(gammu(sim, "getallsms"), "Location 6"));
}

TEST_CASE("gammu erases what it read") {
  ModemSim sim;
  sim.inject("8170", "hapus");
  gammu(sim, "deletesms 0 1");
  CHECK(sim.stored() == 0);
}

TEST_CASE("gammu sends short, long and wide texts") {
  ModemSim sim;
  CHECK(has(gammu(sim, "sendsms TEXT +628110000103 -text 'Laporan {1000012} diterima' -report"),
            "reference=0"));
  gammu(sim, "sendsms TEXT +628110000103 -autolen 300 -text '" + std::string(200, 'a') + "'");
  gammu(sim, "sendsms TEXT +628110000103 -unicode -text 'ꦗꦮ 😀'");
  const auto texts = sim.texts();
  REQUIRE(texts.size() == 3);
  CHECK(texts[0].text == "Laporan {1000012} diterima");
  CHECK(texts[1].text == std::string(200, 'a'));
  CHECK(texts[1].parts == 2);
  CHECK(texts[2].text == "ꦗꦮ 😀");
  CHECK(sim.sent()[0].wants_report);
}

TEST_CASE("gammu gets a refusal as one") {
  ModemSim sim;
  sim.fault("cms 38 forever");
  const auto config = sim.directory() + "/gammurc";
  write_file(config, gammu_section(sim));
  const auto command =
      "timeout 90 " GAMMU " -c " + config + " sendsms TEXT +628110000103 -text x >/dev/null 2>&1";
  CHECK(::system(command.c_str()) != 0);
  CHECK(sim.sent().empty());
}

TEST_CASE("gammu asks by USSD, and for the network") {
  ModemSim sim;
  CHECK(has(gammu(sim, "getussd '*888#'"), "Pulsa Rp 25.000"));
  const auto network = gammu(sim, "networkinfo");
  CHECK(has(network, "home network"));
  CHECK(has(network, "001 01"));
}

TEST_CASE("gammu monitors the modem") {
  ModemSim sim;
  const auto out = gammu(sim, "monitor 1");
  CHECK(has(out, "60 percent"));
  CHECK(has(out, "SIM SMS status"));
}

TEST_CASE("gammu enters the PIN") {
  ModemSim sim({"--pin", "1234"});
  gammu(sim, "entersecuritycode PIN 1234");
  CHECK(sim.stats()["pin"] == "ready");
}

TEST_CASE("gammu-smsd stores what arrives, erases it, and sends what lies in its outbox") {
  ModemSim sim;
  sim.inject("+628110000101", "LAPOR LAMPU mati");
  Smsd smsd(sim);
  INFO(smsd.log());
  sim.wait_empty();
  CHECK(has(smsd.inbox(), "+628110000101_00.txt: LAPOR LAMPU mati"));
  smsd.send("+628110000104", "Terima kasih");
  sim.wait_said("+628110000104", "Terima kasih");
  smsd.send("+628110000105", std::string(170, 'b'));
  sim.wait_said("+628110000105", std::string(170, 'b'));
  sim.inject("+628110000106", "sementara ia berjalan");
  sim.wait_empty();
  CHECK(has(smsd.inbox(), "+628110000106_00.txt: sementara ia berjalan"));
}
