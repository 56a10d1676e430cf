// Tells a phone that answers automatically from a person: our own words come back, or one sentence comes
// again and again with other figures in it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/replies/templates.hpp"

namespace lapor::limits {

/// True if the text is one that a gateway with these templates sends: it comes from another gateway, or from
/// a phone that sends back what it gets. Templates with few literal characters are not recognised.
bool echoes(const replies::Templates& templates, std::string_view text);

/// The letters of a text, in upper case: what stays the same when a machine counts or tells the time. "" for
/// a text too short to tell machines from people ("CEK 1000015").
std::string shape(std::string_view text);

/// The number of these earlier texts that have the shape of `text`.
unsigned alike(std::string_view text, std::span<const std::string> earlier);

}  // namespace lapor::limits
