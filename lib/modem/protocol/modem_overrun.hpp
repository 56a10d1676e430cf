// Modem overrun: a modem that is written to faster than it reads loses characters of a PDU. It then refuses
// the send right after its Ctrl-Z: CMS 304 and 305 "invalid PDU mode / text mode parameter", the PDU came
// garbled; CMS 500 "unknown error" (3GPP TS 27.005 §3.2.5). The worker that hears one, and every later one,
// lets libGammu sleep as long as it ships with.
#pragma once
#include "domain/delivery/cause.hpp"

namespace lapor::modem {

constexpr bool suggests_overrun(const delivery::Refusal& r) {
  return r.table == delivery::Table::cms && (r.number == 304 || r.number == 305 || r.number == 500);
}

}  // namespace lapor::modem
