// Refusals right after the PDU that a modem gives which was spoken to too fast: 304 and 305, the PDU came
// garbled; 500, "unknown error". Who hears one goes back to libGammu's own pace.
#pragma once

namespace lapor::modem {

constexpr bool smells_of_haste(int cms) { return cms == 304 || cms == 305 || cms == 500; }

}  // namespace lapor::modem
