#include "support/gateway.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>

#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <regex>
#include <stdexcept>

#include "control/client.hpp"

namespace lapor::test {
namespace {
using Clock = std::chrono::steady_clock;

constexpr auto gateway_keys = R"([gateway]
name        = "Lapor Uji"
state_dir   = "state"
socket      = "control.sock"
view_socket = "view.sock"
web_socket  = "web.sock"
own_numbers = ["+628110000001"]
agencies    = "agencies.toml"
)";

void write_file(const std::string& path, const std::string& text) {
  std::ofstream out{path};
  out << text;
  if (!out.flush()) throw std::runtime_error("can't write " + path);
}

/// Its one modem; or, where a test has a carrier instead, what setup.modem says.
std::string modem_of(const std::string& device, const Setup& setup) {
  if (device.empty()) return setup.modem;
  return fmt::format("[[modem]]\nname = \"sim1\"\ndevice = \"{}\"\nprofile = \"generic-at\"\n{}", device,
                     setup.modem);
}

std::string toml(const std::string& device, const Setup& setup) {
  return fmt::format(
      "{}{}\n{}\n"
      "[limits]\n{}\n[delivery]\n{}\n[forwarding]\n{}\n{}\n",
      gateway_keys, setup.gateway, modem_of(device, setup), setup.limits, setup.delivery, setup.forwarding,
      setup.ladder);
}

}  // namespace

Gateway::Gateway(std::string device, Setup setup)
    : device_(std::move(device)), setup_(std::move(setup)), exceptions_(std::uncaught_exceptions()) {
  std::filesystem::create_directories(path("state"));
  std::filesystem::copy_file(agencies_file(), path("agencies.toml"));
  configure();
}

Gateway::~Gateway() {
  if (lapord_) lapord_->kill9();
  if (std::uncaught_exceptions() > exceptions_)
    std::cerr << "--- the gateway's log ends:\n" << log_tail() << "---\n";
}

void Gateway::configure(const std::string& more) {
  write_file(path("lapord.toml"), toml(device_, setup_) + more);
}

void Gateway::spawn() {
  lapord_ = std::make_unique<Process>(
      std::vector<std::string>{LAPOR_BIN_DIR "/lapord", "--config", path("lapord.toml")}, path("lapord.log"));
}

void Gateway::start() {
  spawn();
  await("laporctl gets an answer", [&] { return ctl({"status"}).status == 0; });
}

void Gateway::start_standby() {
  spawn();
  await("it stands by", [&] { return ctl({"nodes"}).out.find("standby") != std::string::npos; });
}

void Gateway::start_ready(Millis patience) {
  start();
  wait_ready(patience);
}

void Gateway::wait_ready(Millis patience) {
  await("the modem is ready", [&] { return text(modem(), "state") == "ready"; }, patience);
}

int Gateway::stop(Millis patience) {
  lapord_->signal(SIGTERM);
  const auto status = lapord_->wait(patience);
  if (!status) throw std::runtime_error("lapord didn't end by SIGTERM in time");
  static const std::regex phone{R"((\+?62|0)8[0-9][-. 0-9]{7,})"};
  const auto said = log();
  if (std::smatch found; std::regex_search(said, found, phone))
    throw std::runtime_error("the log holds the number " + found.str());
  return *status;
}

void Gateway::hang_up() const { lapord_->signal(SIGHUP); }

void Gateway::signal(int number) const { lapord_->signal(number); }

int Gateway::wait_ended(Millis patience) {
  const auto status = lapord_->wait(patience);
  if (!status) throw std::runtime_error("lapord didn't end by itself in time");
  return *status;
}

void Gateway::kill9() { lapord_->kill9(); }

void Gateway::kill_worker() {
  for (const auto pid : workers()) ::kill(pid, SIGKILL);
}

void Gateway::kill_all() {
  kill_worker();
  kill9();
}

bool Gateway::running() { return lapord_ && !lapord_->ended(); }

std::vector<pid_t> Gateway::workers() const { return lapord_ ? lapord_->children() : std::vector<pid_t>{}; }

Answer Gateway::ctl(std::vector<std::string> words) const {
  std::vector<std::string> argv{LAPOR_BIN_DIR "/laporctl", "--socket", path("control.sock"), "--json"};
  argv.insert(argv.end(), words.begin(), words.end());
  auto ran = run(argv);
  Answer answer{ran.status, std::move(ran.out), std::move(ran.err), {}};
  if (auto json = control::parse_json(answer.out)) answer.json = std::move(*json);
  return answer;
}

control::Json Gateway::status() const {
  const auto answer = control::ask(path("control.sock"), control::Json::object({{"command", "status"}}),
                                   std::chrono::seconds(30));
  return answer ? (*answer)["result"] : control::Json{};
}

control::Json Gateway::modem() const {
  const auto now = status();
  const auto& modems = now["modems"].items();
  return modems.empty() ? control::Json{} : modems.front();
}

std::size_t Gateway::open_tickets() const {
  return static_cast<std::size_t>(number(status()["tickets"], "open"));
}

control::Json::List Gateway::tickets() const { return ctl({"tickets", "--limit", "1000"}).json.items(); }

control::Json::List Gateway::outgoing(const std::string& to) const {
  std::vector<std::string> words{"messages", "--out", "--limit", "1000"};
  if (!to.empty()) words.insert(words.end(), {"--number", to});
  return ctl(words).json.items();
}

void Gateway::await(const std::string& what, const std::function<bool()>& holds, Millis patience) {
  const auto until = Clock::now() + patience;
  while (!holds()) {
    if (lapord_ && lapord_->ended())
      throw std::runtime_error(fmt::format("{}: lapord ended with {}", what, *lapord_->ended()));
    if (Clock::now() > until)
      throw std::runtime_error(fmt::format("{}: not within {} ms", what, patience.count()));
    ::poll(nullptr, 0, 20);
  }
}

std::string Gateway::log() const {
  std::ifstream in{path("lapord.log")};
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string Gateway::log_tail(std::size_t lines) const {
  const auto all = log();
  auto from = all.size();
  for (std::size_t n = 0; from > 0 && n <= lines; --from) n += all[from - 1] == '\n';
  return all.substr(from);
}

std::string text(const control::Json& object, std::string_view key) {
  const auto* value = object[key].text();
  return value ? *value : std::string{};
}

long number(const control::Json& object, std::string_view key) {
  const auto* value = object[key].number();
  return value ? *value : 0;
}

unsigned seed(unsigned own) {
  const char* given = std::getenv("LAPOR_SEED");
  return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : own;
}

}  // namespace lapor::test
