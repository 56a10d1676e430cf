// What tells a phone that answers by itself from a person: our own words come back, or the same sentence
// comes again with other figures in it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/replies/templates.hpp"

namespace lapor::limits {

/// The text is one that a gateway with these templates says: another gateway, or a phone that sends back what
/// it got. Only templates with enough words of their own are known again.
bool echoes(const replies::Templates& templates, std::string_view text);

/// The letters of a text alone, in upper case: what stays the same when a machine counts or tells the time.
/// Empty for a text too short to tell machines from people ("CEK 1000015").
std::string shape(std::string_view text);

/// How many of these earlier texts have the shape of `text`.
unsigned alike(std::string_view text, std::span<const std::string> earlier);

}  // namespace lapor::limits
