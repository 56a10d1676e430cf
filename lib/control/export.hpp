// All tickets for other systems, in the fields of Open311 GeoReport and some of our own: never a phone
// number, and confidential tickets as figures only. In pages, so that a million tickets keep nobody waiting.
#pragma once
#include "base/error.hpp"
#include "control/json.hpp"
#include "engine/api/rules.hpp"
#include "engine/api/views.hpp"

namespace lapor::control {

/// The tickets after the one with the id "after", opened on the local days "from" to "to": {rows, private,
/// private_open, next}. `next` is where the following page begins, or null.
Result<Json> export_page(const Json& request, engine::Views& views, const engine::Rules& rules);

/// One ticket of it. \pre it wasn't told in confidence
Json export_row(const engine::Ticket& ticket, engine::Views& views, const engine::Rules& rules);

}  // namespace lapor::control
