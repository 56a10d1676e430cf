#include "control/commands/contain_faults.hpp"

#include <fmt/format.h>

#include "engine/api/store_failure.hpp"

namespace lapor::control {

void contain_faults(Gateway& gateway, const Reply& reply, const std::function<void()>& work) {
  try {
    work();
  } catch (const engine::StoreFailure& failure) {
    reply(refused(fmt::format("the database can't be read now: {}", failure.what())));
  } catch (const std::exception& fault) {
    gateway.log(log::Level::error, "command-failed",
                fmt::format("a command met a fault in lapord: {}", fault.what()));
    reply(refused("a fault in lapord, not in the request; `journalctl -u lapord` says more"));
  }
}

}  // namespace lapor::control
