// The PIN of an agency: cut out of an officer's text before anything of it is stored, and what it proved.
// Internal to lib/engine.
#pragma once
#include <string>

#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Takes the PIN out of a text and says for which of the office's agencies it is the right one; nothing where
/// the text has none.
std::optional<PinMatch> cut_pin(const Rules& rules, const routing::Office& office, std::string& text);
/// The same for a part as it lies on the SIM. One that ends in a digit and goes on in the next part is left
/// alone: the PIN may go on there too.
std::optional<PinMatch> cut_pin(const Rules& rules, const routing::Office& office, std::u16string& text,
                                bool goes_on);
/// Both together, where a long text has several.
std::optional<PinMatch> merge_pin_matches(std::optional<PinMatch> a, const std::optional<PinMatch>& b);

}  // namespace lapor::engine
