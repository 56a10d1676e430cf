// Asks ports what they are: opens each for itself alone, sends AT, and closes it again.
#pragma once
#include <vector>

#include "port_probe/port.hpp"

namespace lapor::port_probe {

/// Fills in `result` of each port. All ports are asked at the same time: a port that is silent takes 1.5 s
/// for each speed that its line may have; after 20 s a port that has not answered counts as silent. Ports
/// with a holder and the console are not opened.
void probe_ports(std::vector<ProbedPort>& ports);

}  // namespace lapor::port_probe
