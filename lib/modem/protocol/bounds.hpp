// How long a value from a worker can be. The worker reads what strangers send and counts as hostile: what no
// modem can have told is refused where it comes in, so that nothing behind it has to fear its size.
#pragma once
#include "modem/protocol/wire.hpp"

namespace lapor::modem::wire {

/// Whether each text of the value is as short as its source makes it: a text 160 UTF-16 units, its octets and
/// user data header 140 (3GPP TS 23.040 §9.2.3.16), a number 21 characters (§9.1.2.5: 20 digits and a sign),
/// a storage 4 (TS 27.005 §3.1), a detail 200 bytes. A Remark also has one of our own names.
bool within_bounds(const FromWorker& value);

/// The value with each text cut to its bound. A worker that means well sends nothing else, whatever its modem
/// says.
FromWorker cut_to_bounds(FromWorker value);

}  // namespace lapor::modem::wire
