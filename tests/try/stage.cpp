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

#include "support/modemsim.hpp"
#include "support/smscsim.hpp"

namespace lapor::story {
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
namespace {

constexpr auto modem_table = R"toml([[modem]]
name    = "sim1"
device  = "{}"
profile = "generic-at"
pace    = "fast"
)toml";

constexpr auto common_config = R"toml([gateway]
name        = "Lapor (try)"
state_dir   = "state"
socket      = "control.sock"
view_socket = "view.sock"
web_socket  = "web.sock"
timezone    = "Asia/Jakarta"
country     = "ID"
own_numbers = ["+628110000001"]
agencies    = "agencies.toml"

{}
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

void Stage::open(const Office& office) {
  fs::remove_all(places_.directory);
  fs::create_directories(path("state"));
  fs::copy_file(places_.agencies, path("agencies.toml"));

  narrate(fmt::format("starting a simulated {} and the gateway; all they write is in {}",
                      places_.reach == Reach::modem ? "modem" : "carrier", places_.directory));
  setenv("TMPDIR", places_.directory.c_str(), 1);  // the simulated one makes its directory there
  network_table_ = open_network(office);
  configure(office.rules);
  gateway_ = std::make_unique<test::Process>(
      std::vector<std::string>{places_.programs + "/lapord", "--config", path("lapord.toml")},
      path("lapord.log"));
  await("the gateway starts", std::chrono::seconds{20}, [&] { return !ask({"status"}).empty(); });
  await("the modem or line gets ready", std::chrono::seconds{60},
        [&] { return ask({"--json", "status"}).find("\"ready\"") != std::string::npos; });
}

std::string Stage::open_network(const Office& office) {
  if (places_.reach == Reach::carrier) {
    auto carrier = std::make_unique<test::SmscSim>();
    auto table = carrier->table();
    network_ = std::move(carrier);
    return table;
  }
  auto modem = std::make_unique<test::ModemSim>(office.modem_options);
  auto table = fmt::format(modem_table, modem->device());
  modem_ = modem.get();
  network_ = std::move(modem);
  return table;
}

void Stage::configure(const std::string& rules) const {
  write_file(path("lapord.toml"), fmt::format(common_config, network_table_) + rules);
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
  network_->inject(phone, text);
}

void Stage::show_arrival(const std::string& phone, const std::string& text) const {
  print("gateway", cast_.name(phone), text);
}

void Stage::listen(std::chrono::milliseconds patience) {
  const auto until = Clock::now() + patience;
  auto texts = network_->texts(parts_);
  for (; texts.empty() && Clock::now() < until; texts = network_->texts(parts_)) poll(nullptr, 0, 50);
  for (auto& text : texts) {
    parts_ = text.last;
    show_arrival(text.to, text.text);
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
    if (!alive()) throw Missing(step + ": the gateway ended");
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
