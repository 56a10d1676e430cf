#include "control/command.hpp"

namespace lapor::control {

void Handler::run(const Request& request, Gateway& gateway, const Reply& reply) const {
  if (const auto* now = std::get_if<Now>(&handler_)) return reply(answer_of((*now)(request, gateway)));
  std::get<Later>(handler_)(request, gateway, reply);
}

}  // namespace lapor::control
