// Asks a port what it is: opens it for itself alone, says AT, and leaves it as soon as nothing comes.
#pragma once
#include <vector>

#include "detect/found.hpp"

namespace lapor::detect {

/// Asks all at once: 1.5 s where nothing answers, on a real line as much for each speed; 20 s whatever
/// happens. Ports that have a holder, and the console, are left alone.
void ask_all(std::vector<Found>& found);

}  // namespace lapor::detect
