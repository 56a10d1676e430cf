// Figures that the kernel keeps about this process.
#pragma once
#include "control/process_figures.hpp"

namespace lapor::daemon {

/// Sets cpu_seconds, resident_bytes and open_files; 0 where the kernel doesn't tell.
void look_at_own_process(control::ProcessFigures& figures);

}  // namespace lapor::daemon
