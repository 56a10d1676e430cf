// One report at a time into an idle gateway: from its +CMTI to the Ctrl-Z of the answer to its sender.
#include <fmt/format.h>

#include <iostream>

#include "bench/bench.hpp"

namespace lapor::bench {

/// Both moments are by the modem's own clock.
double reply_seconds(test::ModemSim& sim, int n) {
  const auto before = sim.texts().size();
  const auto begin = now_ms();
  sim.inject(citizen(n), fmt::format("LAPOR JALAN berlubang, ukuran {}", n));
  for (std::size_t more = 1;; ++more) {  // other texts may leave before it
    sim.wait_texts(before + more);
    for (const auto& part : sim.sent())
      if (part.to == citizen(n) && part.at_ms >= begin) return static_cast<double>(part.at_ms - begin) / 1000;
  }
}

void reply_time(const Sizes& sizes, const std::string& pace) {
  test::ModemSim sim;
  sim.latency("default", sizes.latency_ms);
  test::Gateway gateway{sim.device(), unlimited(pace)};
  gateway.start_ready();
  std::vector<double> seconds;
  for (int n = 0; n < sizes.replies; ++n) {
    seconds.push_back(reply_seconds(sim, n));
    sim.wait_texts(2 * (static_cast<std::size_t>(n) + 1));  // the forward, too: the next finds it idle
  }
  std::cout << fmt::format(
                   "reply    pace {:7}  {:3} times   median {:.3f} s   p95 {:.3f} s   min {:.3f} s   max "
                   "{:.3f} s\n",
                   pace, seconds.size(), quantile(seconds, 0.5), quantile(seconds, 0.95),
                   quantile(seconds, 0), quantile(seconds, 1))
            << std::flush;
}

}  // namespace lapor::bench
