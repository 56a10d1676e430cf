// The PIN of an agency: cut out of an officer's text before anything of it is stored.
#pragma once
#include <optional>
#include <string>

#include "domain/routing/agency.hpp"
#include "engine/model/inbound.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Cuts the PIN out of a text of any sender, because an officer may write with another phone. Says for which
/// of the office's agencies and their tickets it is the right one; nullopt if the text has none. What is
/// cut doesn't depend on whether it is right, so that nobody learns that from it.
std::optional<PinMatch> cut_pin(Transaction& tx, const routing::Office& office, std::string& text);
/// The same for a segment. `goes_on`: another segment follows; then one that ends in a digit is left alone,
/// because the PIN may go on there.
std::optional<PinMatch> cut_pin(Transaction& tx, const routing::Office& office, std::u16string& text,
                                bool goes_on);
/// Both together, where a long text has several.
std::optional<PinMatch> merge_pin_matches(std::optional<PinMatch> a, const std::optional<PinMatch>& b);

}  // namespace lapor::engine
