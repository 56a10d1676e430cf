// Maintenance of the database with the real programs: backup, damage, restore, a new database. Needs no
// modem.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/gateway.hpp"

using namespace lapor::test;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  Gateway gateway{"/dev/lapor-no-such-modem"};
  fs::path state = gateway.directory() / "state";
  std::string config = (gateway.directory() / "lapord.toml").string();

  Answer ctl(std::vector<std::string> words) const {
    std::vector<std::string> argv{LAPOR_BIN_DIR "/laporctl", "--config", config, "--json"};
    argv.insert(argv.end(), words.begin(), words.end());
    auto ran = run(argv);
    Answer answer{ran.status, std::move(ran.out), std::move(ran.err), {}};
    if (auto json = lapor::control::parse_json(answer.out)) answer.json = std::move(*json);
    return answer;
  }
  /// Starts lapord and waits for its end.
  Output lapord() const { return run({LAPOR_BIN_DIR "/lapord", "--config", config}); }
  void spoil() const {
    std::fstream file(state / "lapord.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file << std::string(30'000, 'x');
  }
  std::size_t files_named(const std::string& part) const {
    std::size_t n = 0;
    for (const auto& entry : fs::directory_iterator(state))
      n += entry.path().filename().string().find(part) != std::string::npos ? 1 : 0;
    return n;
  }
};

}  // namespace

TEST_CASE("a backup is taken while the gateway serves, and copied where the operator wants it", "[e2e]") {
  Fixture f;
  f.gateway.start();
  const auto made = f.ctl({"backup"});
  CHECK(made.status == 0);
  CHECK(fs::exists(text(made.json, "file")));
  CHECK(fs::path(text(made.json, "file")).parent_path() == f.state / "backups");
  const auto elsewhere = f.gateway.directory() / "usb";
  const auto copied = f.ctl({"backup", elsewhere.string()});
  INFO(copied.err);
  CHECK(copied.status == 0);
  CHECK(fs::path(text(copied.json, "copy")).parent_path() == elsewhere);
  CHECK(fs::file_size(text(copied.json, "copy")) == fs::file_size(text(copied.json, "file")));
  CHECK(f.gateway.log().find("backup-made") != std::string::npos);
}

TEST_CASE("restore, init and vacuum are refused while the gateway runs, and change nothing", "[e2e]") {
  Fixture f;
  f.gateway.start();
  const auto file = text(f.ctl({"backup"}).json, "file");
  for (const auto& words : {std::vector<std::string>{"restore", file}, {"init", "--new"}, {"vacuum"}}) {
    const auto answer = f.ctl(words);
    INFO(words[0]);
    CHECK(answer.status == 1);
    CHECK(answer.err.find("systemctl stop lapord") != std::string::npos);
  }
  CHECK(f.ctl({"init"}).status == 2);
  CHECK(f.gateway.ctl({"status"}).status == 0);
  CHECK(f.files_named("replaced") == 0);
}

TEST_CASE("a damaged database is set aside, and lapord stays down until a backup is put back", "[e2e]") {
  Fixture f;
  f.gateway.start();
  f.gateway.ctl({"send", "+628110000123", "halo"});
  const auto file = text(f.ctl({"backup"}).json, "file");
  CHECK(f.gateway.stop() == 0);
  f.spoil();

  const auto first = f.lapord();
  CHECK(first.status == 65);
  CHECK(first.err.find("database-damaged") != std::string::npos);
  CHECK(f.files_named("lapord.db.damaged-") >= 1);
  CHECK_FALSE(fs::exists(f.state / "lapord.db"));
  const auto second = f.lapord();
  CHECK(second.status == 65);
  CHECK(second.err.find("laporctl restore FILE") != std::string::npos);
  CHECK_FALSE(fs::exists(f.state / "lapord.db"));

  CHECK(f.ctl({"restore", (f.gateway.directory() / "lapord.toml").string()}).status == 1);
  CHECK(f.ctl({"restore", file}).status == 0);
  f.gateway.start();
  CHECK(f.gateway.log().find("database-restored") != std::string::npos);
  REQUIRE(f.gateway.outgoing().size() == 1);
  CHECK(text(f.gateway.outgoing()[0], "state") == "expired");
}

TEST_CASE("without a backup the operator begins anew, and numbers go on where they are told to", "[e2e]") {
  Fixture f;
  f.gateway.start();
  CHECK(f.gateway.stop() == 0);
  f.spoil();
  CHECK(f.lapord().status == 65);
  CHECK(f.ctl({"init", "--new", "--after", "1234567"}).status == 1);  // its check digit is wrong
  const auto begun = f.ctl({"init", "--new", "--after", "1234566"});
  CHECK(begun.status == 0);
  CHECK(text(begun.json, "next_ticket").substr(0, 6) == "123457");
  f.gateway.start();
  CHECK(f.gateway.status()["tickets"]["open"].number());
}

TEST_CASE("a newer database is left as it is, with 65", "[e2e]") {
  Fixture f;
  f.gateway.start();
  CHECK(f.gateway.stop() == 0);
  {
    std::fstream file(f.state / "lapord.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(60);  // PRAGMA user_version
    file.write("\0\0\x27\x0f", 4);
  }
  const auto ran = f.lapord();
  CHECK(ran.status == 65);
  CHECK(ran.err.find("install the newer version") != std::string::npos);
  CHECK(f.files_named("damaged") == 0);
}

TEST_CASE("a stopped gateway's database is backed up, and vacuumed, by laporctl itself", "[e2e]") {
  Fixture f;
  CHECK(f.ctl({"backup"}).status == 1);  // there is none yet
  f.gateway.start();
  CHECK(f.gateway.stop() == 0);
  CHECK(f.ctl({"backup"}).status == 0);
  CHECK(f.ctl({"vacuum"}).status == 0);
  f.gateway.start();
}

TEST_CASE("all tickets are exported as CSV and as NDJSON, without numbers and with formulas quoted",
          "[e2e]") {
  Fixture f;
  f.gateway.start();
  const auto add = [&](const std::string& words) {
    CHECK(f.gateway.ctl({"new", "--channel", "hotline", "--from", "+628110000123", words}).status == 0);
  };
  add("=HYPERLINK(1) jalan rusak hub 08110000123");
  add("LAPOR RAHASIA JALAN uang diminta petugas");
  const auto csv = f.ctl({"export", "--csv"}), lines = f.ctl({"export", "--ndjson"});
  CHECK(csv.status == 0);
  CHECK(csv.out.find("'=HYPERLINK") != std::string::npos);
  CHECK(csv.out.find("1 laporan rahasia") != std::string::npos);
  CHECK(lines.out.find("\"private_tickets\":1") != std::string::npos);
  for (const auto& out : {csv.out, lines.out}) {
    CHECK(out.find("0000123") == std::string::npos);
    CHECK(out.find("petugas") == std::string::npos);
  }
  CHECK(f.ctl({"export"}).status == 2);
  CHECK(f.ctl({"export", "--csv", "--from", "x"}).status == 1);
}

TEST_CASE("a reload says which keys only a restart changes, and takes the others", "[e2e]") {
  Fixture f;
  f.gateway.start();
  auto answer = f.gateway.ctl({"reload"});
  CHECK(answer.status == 0);
  CHECK(answer.json["need_restart"].items().empty());
  auto words = [&] {
    std::ifstream in(f.config);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  }();
  words.replace(words.find("\"view.sock\""), 11, "\"other.sock\"");
  std::ofstream(f.config) << words;
  answer = f.gateway.ctl({"reload"});
  CHECK(answer.status == 0);
  REQUIRE(answer.json["need_restart"].items().size() == 1);
  CHECK(*answer.json["need_restart"].items()[0].text() == "gateway.view_socket");
  CHECK(f.gateway.log().find("config-needs-restart") != std::string::npos);
  std::ofstream(f.config) << "[gatewy]\n";
  CHECK(f.gateway.ctl({"reload"}).status == 1);
}

TEST_CASE("a reload with a file that would end or hold up the gateway is refused, and it goes on", "[e2e]") {
  Fixture f;
  f.gateway.start();
  const auto agencies = f.gateway.directory() / "agencies.toml";
  const auto refused = [&](const std::string& why) {
    const auto answer = f.gateway.ctl({"reload"});
    CHECK(answer.status == 1);
    CHECK(answer.err.find(why) != std::string::npos);
    CHECK(f.gateway.ctl({"status"}).status == 0);
    fs::remove(agencies);
  };
  std::string key = "a";
  for (int n = 0; n < 50'000; ++n) key += ".a";
  std::ofstream(agencies) << "[" << key << "]\n";
  refused("agencies.toml:1: a key with more than 16 dots");
  REQUIRE(::mkfifo(agencies.c_str(), 0600) == 0);
  refused("is a pipe or a device");
  fs::create_symlink("/dev/zero", agencies);
  refused("is a pipe or a device");
}

TEST_CASE("the configuration is shown with its sources, and each event with what to do", "[e2e]") {
  Fixture f;
  const auto shown = run({LAPOR_BIN_DIR "/laporctl", "--config", f.config, "config", "show"});
  CHECK(shown.status == 0);
  CHECK(shown.out.find("# lapord.toml:") != std::string::npos);
  CHECK(shown.out.find("# default") != std::string::npos);
  CHECK(f.ctl({"events", "disk-full"}).json.items().size() == 1);
  CHECK(f.ctl({"events"}).json.items().size() > 40);
  CHECK(f.ctl({"events", "no-such"}).status == 1);
  CHECK(run({LAPOR_BIN_DIR "/laporctl", "events", "--journal"}).out.find("Defined-By: lapord") !=
        std::string::npos);
}
