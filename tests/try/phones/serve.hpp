// ./try --web: the page of the two phones, on loopback, until the user ends it.
#pragma once
#include <cstdint>

#include "try/stage.hpp"

namespace lapor::phones {

/// Opens the stage, starts lapord-web for the board, and serves the page. `port` 0: any that is free.
/// \throws story::Missing if a program doesn't start or ends
void serve(story::Stage& stage, std::uint16_t port);

}  // namespace lapor::phones
