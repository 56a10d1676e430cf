// lapor-modemsim: a GSM modem made of a pty, for tests, for ./try and for training. See README.md.
#include <getopt.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>

#include "personality.hpp"
#include "simulator.hpp"
#include "text.hpp"

namespace {

using lapor::modemsim::Options;

constexpr const char* usage =
    "usage: lapor-modemsim --link PATH --control PATH [--pin PIN] [--number +62…] [--imsi N] [--imei N]\n"
    "         [--smsc +62…] [--sim-size N] [--phone-size N] [--report-size N] [--latency NAME=MIN[-MAX],…] "
    "[--seed N] [--as PERSONALITY]\n"
    "Makes a pty that speaks AT as a GSM modem, a link to it, and a control socket. See lapor-modemsim(1).\n";

constexpr option long_options[] = {
    {"link", required_argument, nullptr, 'l'},       {"control", required_argument, nullptr, 'c'},
    {"pin", required_argument, nullptr, 'p'},        {"number", required_argument, nullptr, 'n'},
    {"imsi", required_argument, nullptr, 'i'},       {"imei", required_argument, nullptr, 'e'},
    {"smsc", required_argument, nullptr, 'm'},       {"sim-size", required_argument, nullptr, 's'},
    {"phone-size", required_argument, nullptr, 'o'}, {"report-size", required_argument, nullptr, 'r'},
    {"latency", required_argument, nullptr, 't'},    {"seed", required_argument, nullptr, 'd'},
    {"as", required_argument, nullptr, 'a'},         {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, 'v'},          {nullptr, 0, nullptr, 0}};

bool set_size(int& target, const char* text) {
  const auto value = lapor::modemsim::number(text);
  if (value) target = *value;
  return value.has_value();
}

bool is_known(std::string_view name) {
  using lapor::modemsim::personalities;
  for (const auto& row : personalities())
    if (row.name == name) return true;
  for (const auto& row : personalities())
    std::fprintf(stderr, "  --as %-20.*s %.*s\n", static_cast<int>(row.name.size()), row.name.data(),
                 static_cast<int>(row.does.size()), row.does.data());
  return false;
}

bool set(Options& options, int key, const char* value) {
  int seed = 1;
  std::map<std::string, lapor::modemsim::Range> table;
  switch (key) {
    case 'l':
      return options.link = value, true;
    case 'c':
      return options.control = value, true;
    case 'p':
      return options.pin = value, true;
    case 'n':
      return options.number = value, true;
    case 'i':
      return options.imsi = value, true;
    case 'e':
      return options.imei = value, true;
    case 'm':
      return options.smsc = value, true;
    case 's':
      return set_size(options.sim_size, value);
    case 'o':
      return set_size(options.phone_size, value);
    case 'r':
      return set_size(options.report_size, value);
    case 't':
      return options.latency = value, lapor::modemsim::read_latency(value, table);
    case 'a':
      return options.as = value, is_known(value);
    case 'd':
      return set_size(seed, value) && (options.seed = static_cast<unsigned>(seed), true);
    default:
      return false;
  }
}

/// The exit status if there is nothing to run, else -1.
int read_options(int argc, char** argv, Options& options) {
  for (int key; (key = getopt_long(argc, argv, "", long_options, nullptr)) != -1;) {
    if (key == 'h') return std::fputs(usage, stdout), 0;
    if (key == 'v') return std::puts("lapor-modemsim " LAPOR_VERSION), 0;
    if (!set(options, key, optarg)) return std::fputs(usage, stderr), 2;
  }
  const bool complete =
      optind == argc && !options.link.empty() && !options.control.empty() && options.sim_size > 0;
  return complete ? -1 : (std::fputs(usage, stderr), 2);
}

/// SIGTERM and SIGINT as a descriptor, so that the one loop sees them too.
int stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  const int status = read_options(argc, argv, options);
  if (status >= 0) return status;
  try {
    lapor::modemsim::Simulator simulator(options);
    simulator.run(stop_signals());
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "lapor-modemsim: %s\n", problem.what());
    return 1;
  }
  return 0;
}
