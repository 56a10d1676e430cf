// Bounds the length of a value from a worker. The worker reads what strangers send and counts as hostile:
// what no modem can have told is refused where it comes in, so that nothing behind it has to fear its size.
#pragma once
#include "modem/protocol/frames.hpp"

namespace lapor::modem::wire {

/// True if no text of the value is longer than its source allows: a number 21 characters (3GPP TS 23.040
/// §9.1.2.5: 20 digits and a sign), a carrier's message id 64 bytes (SMPP 3.4 §5.2.23), a detail 200. Of a
/// modem a text 160 UTF-16 units, its octets and user data header 140 (TS 23.040 §9.2.3.16), a storage 4 (TS
/// 27.005 §3.1); of a line to a carrier what an SMPP packet can hold. A Remark also has one of our own names.
bool within_bounds(const FromWorker& value, Teller teller = Teller::modem);

/// The value with each text cut to its bound. A worker that means well sends nothing else, even if
/// its modem or carrier says more.
FromWorker cut_to_bounds(FromWorker value, Teller teller = Teller::modem);

}  // namespace lapor::modem::wire
