// lapord-web: the pages, Open311 and metrics, in a process that holds nothing. See lapord-web(8).
#include <cstdio>
#include <exception>

#include "common/exit_status.hpp"
#include "common/options.hpp"
#include "lapord-web/run.hpp"

int main(int argc, char** argv) {
  std::filesystem::path socket = "/run/lapord/web.sock";
  lapor::daemon::CommandLine line("lapord-web", "lapord-web: the pages of the SMS gateway");
  line.options().option("--gateway", socket, "lapord's web socket");
  if (const auto status = line.parse(argc, argv, lapor::daemon::exit_usage)) return *status;
  const lapor::daemon::Journal log("lapord-web");
  try {
    return lapor::web::serve(socket, log);
  } catch (const std::exception& fault) {
    log.error("web-failed", fault.what());
    return lapor::daemon::exit_software;
  }
}
