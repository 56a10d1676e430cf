// lapor-smscsim: a carrier's SMSC for tests, for ./try --smpp and for training. See README.md.
#include <getopt.h>
#include <signal.h>
#include <sys/signalfd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "smscsim/server.hpp"

namespace {

constexpr const char* usage =
    "usage: lapor-smscsim --control PATH [--port N] [--password TEXT]\n"
    "Listens for SMPP 3.4 on 127.0.0.1, port 2775 or N (0: any), and prints the port. See "
    "lapor-smscsim(1).\n";

constexpr option long_options[] = {
    {"control", required_argument, nullptr, 'c'},  {"port", required_argument, nullptr, 'p'},
    {"password", required_argument, nullptr, 'w'}, {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, 'v'},        {nullptr, 0, nullptr, 0}};

/// The exit status if there is nothing to run, else -1.
int read_options(int argc, char** argv, lapor::smscsim::Options& options) {
  for (int key; (key = getopt_long(argc, argv, "", long_options, nullptr)) != -1;) {
    if (key == 'h') return std::fputs(usage, stdout), 0;
    if (key == 'v') return std::puts("lapor-smscsim " LAPOR_VERSION), 0;
    if (key == 'c')
      options.control = optarg;
    else if (key == 'p')
      options.port = static_cast<unsigned>(std::strtoul(optarg, nullptr, 10));
    else if (key == 'w')
      options.password = optarg;
    else
      return std::fputs(usage, stderr), 2;
  }
  return optind == argc && !options.control.empty() ? -1 : (std::fputs(usage, stderr), 2);
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
  lapor::smscsim::Options options;
  const int status = read_options(argc, argv, options);
  if (status >= 0) return status;
  try {
    lapor::smscsim::Server server(options);
    std::printf("%u\n", server.port());
    std::fflush(stdout);
    server.run(stop_signals());
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "lapor-smscsim: %s\n", problem.what());
    return 1;
  }
  return 0;
}
