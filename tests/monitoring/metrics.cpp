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
  engine::Measures measures;
  for (const auto* what :
       {"attempt", "receipt", "report", "escalation", "quarantine", "state", "overdue", "unanswered"})
    measures.counts.push_back({what, "a", "b", 3});
  for (const auto* what : {"send", "reply", "first_response", "resolution"}) {
    engine::Measures::Times times{what, "BMCK", Histogram({1, 60})};
    times.times.add(2);
    measures.times.push_back(times);
  }
  measures.oldest_sendable = measures.newest_report = from_ms(1'772'539'200'000);
  control::ProcessFigures process;
  process.last_backup = from_ms(1'772'539'200'000);
  process.loop.accept.add(0.02);
  web::Counters pages;
  pages.answered("/", 200, std::chrono::milliseconds(12));
  pages.answered("", 404, std::chrono::milliseconds(1));
  pages.refused("host");
  const control::web::MetricSources sources{status, measures, process, week, 2, {}};
  fmt::print("{}{}", control::web::metrics_text(sources, from_ms(1'772'539'200'000)), pages.text());
}
