#include "control/commands/dismiss.hpp"

#include <variant>

namespace lapor::control {
namespace {

Json dismissal_answer(const engine::Effects& effects) {
  for (const auto& effect : effects) {
    if (const auto* no = std::get_if<engine::OrderRefused>(&effect)) return refused(no->reason);
    if (const auto* dismissed = std::get_if<engine::QuarantineDismissed>(&effect))
      return done(Json::object({{"quarantine", dismissed->id}}));
  }
  return refused("nothing was done");
}

}  // namespace

void dismiss_unread(Gateway& gateway, std::int64_t id, const engine::Actor& actor, const Reply& reply) {
  gateway.execute(engine::UnreadDismissed{id, actor}, [reply](const engine::Effects* effects) {
    reply(effects ? dismissal_answer(*effects)
                  : refused("the database failed: look at the queue, and try again"));
  });
}

}  // namespace lapor::control
