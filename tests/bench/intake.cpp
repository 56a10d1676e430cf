// Many reports at once into an idle gateway: until each is a ticket and the SIM and the service centre are
// empty. The gateway answers and forwards meanwhile, on the same modem, as it always does.
#include <fmt/format.h>

#include <iostream>

#include "bench/bench.hpp"

namespace lapor::bench {

void intake(const Sizes& sizes, const std::string& pace, int sim_slots) {
  constexpr test::Millis patience{1200000};
  test::ModemSim sim{{"--sim-size", std::to_string(sim_slots)}};
  sim.latency("default", sizes.latency_ms);
  test::Gateway gateway{sim.device(), unlimited(pace)};
  gateway.start_ready();
  sim.fault("smsc-hold");
  for (int n = 0; n < sizes.stored; ++n)
    sim.inject(citizen(n), fmt::format("LAPOR JALAN berlubang, ukuran {}", n));

  const auto begin = now_ms();
  sim.clear_faults();
  sim.wait_empty(patience);
  const auto wanted = static_cast<std::size_t>(sizes.stored);
  gateway.await("every report is a ticket", [&] { return gateway.open_tickets() >= wanted; }, patience);
  const auto seconds = static_cast<double>(now_ms() - begin) / 1000;

  const auto memory = peak(gateway);
  std::cout << fmt::format(
                   "intake   pace {:7}  {:3} reports, SIM of {:3}   {:.2f} s   {:.1f}/s   {} tickets   "
                   "{} texts sent meanwhile   peak RSS lapord {:.1f} MB, worker {:.1f} MB\n",
                   pace, sizes.stored, sim_slots, seconds, sizes.stored / seconds, gateway.tickets().size(),
                   sim.sent().size(), memory.lapord, memory.worker)
            << std::flush;
}

}  // namespace lapor::bench
