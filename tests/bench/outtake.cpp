// Many texts queued at once: from the first Ctrl-Z to the last.
#include <fmt/format.h>

#include <iostream>

#include "bench/bench.hpp"

namespace lapor::bench {

void outtake(const Sizes& sizes, const std::string& pace) {
  if (sizes.sends < 2) return;
  test::ModemSim sim;
  sim.latency("default", sizes.latency_ms);
  test::Gateway gateway{sim.device(), unlimited(pace)};
  gateway.start_ready();
  gateway.ctl({"modem", "sim1", "hold"});
  for (int n = 0; n < sizes.sends; ++n)
    gateway.ctl({"send", citizen(n), fmt::format("Uji kirim, ukuran {}", n)});
  gateway.ctl({"modem", "sim1", "resume"});
  sim.wait_texts(static_cast<std::size_t>(sizes.sends), test::Millis{1200000});

  const auto sent = sim.sent();
  const auto seconds = static_cast<double>(sent.back().at_ms - sent.front().at_ms) / 1000;
  std::cout << fmt::format("outtake  pace {:7}  {:3} texts     {:.2f} s   {:.3f} s each\n", pace, sent.size(),
                           seconds, seconds / static_cast<double>(sent.size() - 1))
            << std::flush;
}

}  // namespace lapor::bench
