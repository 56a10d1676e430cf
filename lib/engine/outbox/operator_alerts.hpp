// Texts to the operator's own phones.
#pragma once
#include <string>

#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Tells the operator's phones: one text each in alerts.at_most_every. What falls between is merged into the
/// text that waits. `text`: Indonesian, short, no phone number.
void alert_operator(Transaction& tx, const std::string& text);

}  // namespace lapor::engine
