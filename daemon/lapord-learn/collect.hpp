// The lessons of a database.
#pragma once
#include <vector>

#include "engine/api/rules.hpp"
#include "engine/api/views.hpp"
#include "learning/trainer.hpp"

namespace lapor::daemon {

/// The lessons of the newest tickets, in the order in which they were reported.
std::vector<learning::Lesson> collect_lessons(engine::Views& views, const engine::Rules& rules);
/// The agency that owns each category if no area decides.
learning::Owners owners_of(const engine::Rules& rules);

}  // namespace lapor::daemon
