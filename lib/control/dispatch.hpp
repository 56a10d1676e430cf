// From a request to its answer: the command's row decides whether this socket may give it and what goes on
// record first; then its handler answers.
#pragma once
#include <optional>

#include "control/gateway.hpp"
#include "control/protocol.hpp"

namespace lapor::control {

/// Answers one request, now or later. Never throws: a failure of the database and a fault in lapord itself
/// both become refusals that say which of the two it was, and a fault is logged. `gateway` must outlive the
/// reply.
void dispatch(const Request& request, Gateway& gateway, const Reply& reply);

/// The record of a look at what people wrote: who looked, at what, at which ticket, and by which filters.
/// Never a whole phone number.
engine::AccessRecord access_record(const Request& request, std::string_view country);

}  // namespace lapor::control
