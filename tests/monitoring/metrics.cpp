// Prints the metrics of a gateway with two modems and of its pages, for promtool to judge.
#include "control/web/metrics.hpp"

#include <fmt/format.h>

#include "web/metrics.hpp"

int main() {
  using namespace lapor;
  control::Status status;
  status.version = "1.2.3";
  status.uptime_s = 60;
  control::ModemRow modem;
  modem.name = "sim\"1\\";
  modem.state = "ready";
  modem.signal_percent = 55;
  modem.sim_size = 50;
  modem.sim_used = 3;
  modem.balance.amount = 25000;
  modem.balance.read_at = from_ms(1'772'539'200'000);
  status.modems = {modem};
  modem.name = "sim2";
  modem.signal_percent.reset();
  status.modems.push_back(modem);
  auto agencies = control::Json::list();
  agencies.add(control::Json::object({{"agency", "BMCK"}, {"received", 4}, {"responded_in_time", 3}}));
  const auto week = control::Json::object({{"agencies", agencies}});
  web::Counters pages;
  pages.answered("/", 200, std::chrono::milliseconds(12));
  pages.answered("", 404, std::chrono::milliseconds(1));
  pages.refused("host");
  fmt::print("{}{}", control::web::metrics_text(status, week, 2, from_ms(1'772'539'200'000)), pages.text());
}
