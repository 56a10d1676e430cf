#include "try/stage.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace lapor::story {
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
namespace {

// The ladder of the story, in seconds where a real one has hours; and no closed hours, so that it plays at
// night too.
constexpr auto config = R"toml([gateway]
name        = "Lapor (try)"
state_dir   = "state"
socket      = "control.sock"
view_socket = "view.sock"
timezone    = "Asia/Jakarta"
country     = "ID"
own_numbers = ["+628110000001"]
agencies    = "agencies.toml"

[[modem]]
name    = "sim1"
device  = "{}"
profile = "generic-at"
pace    = "fast"

[limits]
replies_per_number_per_hour = 60

[forwarding]
window     = "00:00-24:00"
ladder_gap = "1s"

[[escalation]]
after = "4s"
to    = "operator"
[[escalation]]
after = "8s"
to    = "secretary"
)toml";

std::string local_time() {
  const auto now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  return fmt::format("{:02}:{:02}:{:02}", parts.tm_hour, parts.tm_min, parts.tm_sec);
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream out{path};
  out << text;
  if (!out.flush()) throw Missing("can't write " + path);
}

void print(const std::string& from, const std::string& to, const std::string& text) {
  std::cout << fmt::format("{}  {:>20} -> {:<20}  {}\n", local_time(), from, to, text) << std::flush;
}

}  // namespace

Stage::Stage(const Places& places, Interrupted interrupted)
    : places_(places), interrupted_(std::move(interrupted)), cast_(places.agencies) {}

void Stage::open() {
  fs::remove_all(places_.directory);
  fs::create_directories(path("state"));
  fs::copy_file(places_.agencies, path("agencies.toml"));

  narrate("starting a simulated modem and the gateway; all they write is in " + places_.directory);
  setenv("TMPDIR", places_.directory.c_str(), 1);  // the modem makes its directory there
  modem_ = std::make_unique<test::ModemSim>();
  write_file(path("lapord.toml"), fmt::format(config, modem_->device()));
  gateway_ = std::make_unique<test::Process>(
      std::vector<std::string>{places_.programs + "/lapord", "--config", path("lapord.toml")},
      path("lapord.log"));
  await("the gateway starts", std::chrono::seconds{20}, [&] { return !ask({"status"}).empty(); });
  await("the modem gets ready", std::chrono::seconds{60},
        [&] { return ask({"--json", "status"}).find("\"ready\"") != std::string::npos; });
}

Stage::~Stage() {
  if (!gateway_) return;
  gateway_->signal(SIGTERM);
  gateway_->wait(std::chrono::seconds{15});
}

void Stage::await(const std::string& step, std::chrono::seconds patience,
                  const std::function<bool()>& holds) {
  const auto until = Clock::now() + patience;
  while (!holds()) {
    if (!alive()) throw Missing(step + ": the gateway ended");
    if (Clock::now() > until) throw Missing(fmt::format("{}: not within {} s", step, patience.count()));
    poll(nullptr, 0, 100);
  }
}

void Stage::narrate(const std::string& line) { std::cout << fmt::format("\n--- {}\n", line) << std::flush; }

void Stage::says(const std::string& phone, const std::string& text) {
  print(cast_.name(phone), "gateway", text);
  modem_->inject(phone, text);
}

void Stage::listen(std::chrono::milliseconds patience) {
  try {
    modem_->wait_texts(texts_ + 1, patience);
  } catch (const std::runtime_error&) {
    // nothing came, or the modem is gone: then the next call says so
  }
  for (auto& text : modem_->texts(parts_)) {
    ++texts_;
    parts_ = text.last;
    print("gateway", cast_.name(text.to), text.text);
    unread_.push_back({text.to, text.text, Clock::now()});
  }
}

Text Stage::hears(const std::string& step, const std::string& phone, const Wanted& wanted,
                  std::chrono::seconds patience) {
  const auto until = Clock::now() + patience;
  for (;;) {
    const auto found = std::find_if(unread_.begin(), unread_.end(),
                                    [&](const Text& text) { return text.to == phone && wanted(text.text); });
    if (found != unread_.end()) {
      auto text = std::move(*found);
      unread_.erase(found);
      return text;
    }
    if (!alive()) throw Missing(step + ": the gateway or the modem ended");
    if (Clock::now() > until) throw Missing(fmt::format("{}: not within {} s", step, patience.count()));
    listen(std::chrono::milliseconds{250});
  }
}

std::string Stage::ask(std::vector<std::string> arguments) const {
  std::vector<std::string> argv{places_.programs + "/laporctl", "--socket", path("control.sock")};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  const auto answer = test::run(argv);
  return answer.status == 0 ? answer.out : std::string{};
}

bool Stage::alive() { return !interrupted_() && (!gateway_ || !gateway_->ended()); }

std::string Stage::log_tail() const {
  std::ifstream in{path("lapord.log")};
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const auto first = lines.size() > 20 ? lines.end() - 20 : lines.begin();
  std::string text;
  for (auto line = first; line != lines.end(); ++line) text += "  " + *line + "\n";
  return text;
}

}  // namespace lapor::story
