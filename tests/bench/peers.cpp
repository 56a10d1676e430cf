#include "bench/peers.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "bench/bench.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace lapor::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::size_t files_in(const fs::path& directory) {
  std::error_code ec;
  std::size_t n = 0;
  for (fs::directory_iterator at(directory, ec), end; !ec && at != end; at.increment(ec)) ++n;
  return n;
}

std::size_t number_in(const fs::path& file) {
  std::size_t n = 0;
  std::ifstream(file) >> n;
  return n;
}

/// A program of another maker, in a directory of its own.
class Peer : public Program {
 public:
  explicit Peer(test::ModemSim& sim) : sim_(sim) {}
  ~Peer() override {
    if (process_) ::kill(-process_->pid(), SIGKILL);  // it has children
  }
  std::vector<pid_t> processes() override {
    auto out = process_->children();
    out.push_back(process_->pid());
    return out;
  }

 protected:
  fs::path dir() const { return directory_.path(); }
  void write(const std::string& name, const std::string& text, bool program = false) const {
    std::ofstream(dir() / name) << text;
    if (program) ::chmod((dir() / name).c_str(), 0755);
  }
  void run(const std::vector<std::string>& argv) {
    process_ = std::make_unique<test::Process>(argv, (dir() / "output").string());
    sim_.wait("open");
  }
  test::ModemSim& sim_;

 private:
  test::TempDir directory_;
  std::unique_ptr<test::Process> process_;
};

class Floor : public Peer {
 public:
  Floor(test::ModemSim& sim, bool replies) : Peer(sim) {
    if (replies) write("reply", "");
  }
  void start() override {
    run({LAPOR_BIN_DIR "/lapor-bench-floor", sim_.device(), dir().string()});
    while (!fs::exists(dir() / "ready")) std::this_thread::sleep_for(50ms);
  }
  void queue(int texts) override { write("send", std::to_string(texts)); }
  std::size_t received() override { return number_in(dir() / "received"); }
};

class Gammu : public Peer {
 public:
  Gammu(test::ModemSim& sim, bool sql, bool tuned, bool replies) : Peer(sim), sql_(sql) {
    for (const auto* d : {"inbox", "outbox", "sent", "error"}) fs::create_directories(dir() / d);
    auto conf = fmt::format(
        "[gammu]\ndevice = {0}\nconnection = at115200\n[smsd]\nlogfile = {1}/log\ndebuglevel = 0\n",
        sim.device(), dir().string());
    conf +=
        sql ? fmt::format("service = sql\ndriver = sqlite3\ndatabase = smsd.db\ndbdir = {}\n", dir().string())
            : fmt::format(
                  "service = files\ninboxpath = {0}/inbox/\noutboxpath = {0}/outbox/\nsentsmspath = "
                  "{0}/sent/\n"
                  "errorsmspath = {0}/error/\n",
                  dir().string());
    if (tuned) conf += "commtimeout = 0\nloopsleep = 1\nstatusfrequency = 0\nreceivefrequency = 0\n";
    if (replies) conf += fmt::format("runonreceive = {}/reply\n", dir().string());
    write("conf", conf);
    write("reply",
          fmt::format("#!/bin/sh\nexec gammu-smsd-inject -c {}/conf TEXT \"$SMS_1_NUMBER\" -text diterima\n",
                      dir().string()),
          true);
    if (sql)
      test::run({"/bin/sh", "-c",
                 fmt::format("sqlite3 {}/smsd.db < /usr/share/doc/gammu-smsd/examples/sqlite.sql",
                             dir().string())});
  }
  void start() override {
    run({"/usr/bin/gammu-smsd", "-c", (dir() / "conf").string()});
    sim_.wait("command CPMS 1");
    std::this_thread::sleep_for(3s);
  }
  void queue(int texts) override {
    for (int n = 0; n < texts; ++n)
      test::run({"/usr/bin/gammu-smsd-inject", "-c", (dir() / "conf").string(), "TEXT", citizen(n), "-text",
                 fmt::format("Uji kirim, ukuran {}", n)});
  }
  std::size_t received() override {
    if (!sql_) return files_in(dir() / "inbox");
    const auto answer =
        test::run({"/usr/bin/sqlite3", (dir() / "smsd.db").string(), "select count(*) from inbox"});
    return answer.out.empty() ? 0 : std::stoul(answer.out);
  }

 private:
  bool sql_;
};

class Smstools : public Peer {
 public:
  Smstools(test::ModemSim& sim, bool tuned, bool replies) : Peer(sim) {
    for (const auto* d : {"outgoing", "checked", "incoming", "sent", "failed", "tmp"})
      fs::create_directories(dir() / d);
    auto conf = fmt::format(
        "devices = GSM1\noutgoing = {0}/outgoing\nchecked = {0}/checked\nincoming = {0}/incoming\nsent = "
        "{0}/sent\n"
        "failed = {0}/failed\nlogfile = {0}/log\ninfofile = {0}/info\npidfile = {0}/pid\nloglevel = 3\n",
        dir().string());
    if (tuned) conf += "delaytime = 1\ndelaytime_mainprocess = 1\nblocktime = 5\nerrorsleeptime = 1\n";
    if (replies) conf += fmt::format("eventhandler = {}/reply\n", dir().string());
    conf += fmt::format("[GSM1]\ndevice = {}\nincoming = yes\nbaudrate = 115200\n", sim.device());
    write("conf", conf);
    write("reply",
          fmt::format("#!/bin/sh\n[ \"$1\" = RECEIVED ] || exit 0\nfrom=$(sed -n 's/^From: //p' \"$2\")\n"
                      "f=$(mktemp {0}/tmp/XXXXXX)\nprintf 'To: %s\\n\\nditerima\\n' \"$from\" >$f\nchmod 644 "
                      "$f\nmv $f {0}/outgoing/\n",
                      dir().string()),
          true);
  }
  void start() override {
    run({"/usr/sbin/smsd", "-t", "-c" + (dir() / "conf").string()});
    sim_.wait("command CPMS 1");
    std::this_thread::sleep_for(3s);
  }
  void queue(int texts) override {
    for (int n = 0; n < texts; ++n) {
      const auto name = fmt::format("text{:03}", n);
      write("tmp/" + name, fmt::format("To: {}\n\nUji kirim, ukuran {}\n", citizen(n).substr(1), n));
      fs::rename(dir() / "tmp" / name, dir() / "outgoing" / name);
    }
  }
  std::size_t received() override { return files_in(dir() / "incoming"); }
};

class Lapor : public Program {
 public:
  Lapor(test::ModemSim& sim, const std::string& pace, std::size_t proof)
      : sim_(sim), gateway_(sim.device(), unlimited(pace)), proof_(proof) {}
  void start() override {
    gateway_.start_ready();
    if (proof_ == 0) return;
    queue(static_cast<int>(proof_));
    sim_.wait_texts(proof_, test::Millis{300000});
  }
  void queue(int texts) override {
    gateway_.ctl({"modem", "sim1", "hold"});
    for (int n = 0; n < texts; ++n)
      gateway_.ctl({"send", citizen(n), fmt::format("Uji kirim, ukuran {}", n)});
    gateway_.ctl({"modem", "sim1", "resume"});
  }
  std::size_t received() override { return gateway_.open_tickets(); }
  std::vector<pid_t> processes() override {
    auto out = gateway_.workers();
    out.push_back(gateway_.pid());
    return out;
  }

 private:
  test::ModemSim& sim_;
  test::Gateway gateway_;
  std::size_t proof_;  ///< texts that have left cleanly before anything is measured
};

/// libdbi's driver lies in the library folder of the architecture.
bool has_driver() {
  for (const auto& entry : fs::directory_iterator("/usr/lib"))
    if (fs::exists(entry.path() / "dbd/libdbdsqlite3.so")) return true;
  return false;
}

std::string absent(const char* program, const char* package) { return fs::exists(program) ? "" : package; }

}  // namespace

std::vector<Contender> contenders() {
  const auto gammu = absent("/usr/bin/gammu-smsd", "gammu-smsd"),
             smstools = absent("/usr/sbin/smsd", "smstools");
  const bool sqlite = fs::exists("/usr/bin/sqlite3") && has_driver();
  const auto sql = !gammu.empty() ? gammu : sqlite ? "" : "libdbd-sqlite3 and sqlite3";
  const auto lapor = [](const char* pace, std::size_t proof = 0) {
    return Contender{fmt::format("lapor, {} pace{}", pace, proof > 0 ? ", proven" : ""), "", false,
                     [=](test::ModemSim& sim, bool) { return std::make_unique<Lapor>(sim, pace, proof); }};
  };
  constexpr std::size_t steps_to_fast = 40;  // ten texts each from 0.2 to 0.02
  const auto smsd = [&](bool files, bool tuned) {
    return Contender{
        fmt::format("gammu-smsd {}, {}", files ? "files" : "SQLite", tuned ? "tuned" : "default"),
        files ? gammu : sql, !tuned, [=](test::ModemSim& sim, bool replies) {
          return std::make_unique<Gammu>(sim, !files, tuned, replies);
        }};
  };
  const auto tools = [&](bool tuned) {
    return Contender{
        fmt::format("smstools3, {}", tuned ? "tuned" : "default"), smstools, !tuned,
        [=](test::ModemSim& sim, bool replies) { return std::make_unique<Smstools>(sim, tuned, replies); }};
  };
  return {{"raw libGammu", "", false,
           [](test::ModemSim& sim, bool replies) { return std::make_unique<Floor>(sim, replies); }},
          lapor("stock"),
          lapor("profile"),
          lapor("profile", steps_to_fast),
          lapor("fast"),
          smsd(true, true),
          smsd(false, true),
          tools(true),
          smsd(true, false),
          smsd(false, false),
          tools(false)};
}

}  // namespace lapor::bench
