// The PIN of an agency: cut out of an officer's text before anything of it is stored.
#pragma once
#include <optional>
#include <string>

#include "domain/routing/agency.hpp"
#include "engine/model/inbound.hpp"

namespace lapor::engine {

/// Cuts the PIN out of a text and says for which of the office's agencies it is the right one; nullopt where
/// the text has none.
std::optional<PinMatch> cut_pin(const routing::Directory& directory, const routing::Office& office,
                                std::string& text);
/// The same for a segment. `goes_on`: another segment follows; then one that ends in a digit is left alone,
/// because the PIN may go on there.
std::optional<PinMatch> cut_pin(const routing::Directory& directory, const routing::Office& office,
                                std::u16string& text, bool goes_on);
/// Both together, where a long text has several.
std::optional<PinMatch> merge_pin_matches(std::optional<PinMatch> a, const std::optional<PinMatch>& b);

}  // namespace lapor::engine
