// Refusals right after the PDU that a modem gives which was spoken to too fast: 304 and 305, the PDU came
// garbled; 500, "unknown error". Who hears one goes back to libGammu's own pace.
#pragma once
#include "domain/delivery/cause.hpp"

namespace lapor::modem {

constexpr bool smells_of_haste(const delivery::Refusal& r) {
  return r.table == delivery::Table::cms && (r.number == 304 || r.number == 305 || r.number == 500);
}

}  // namespace lapor::modem
