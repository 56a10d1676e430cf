// Finds our own words in a text that comes in: a reaction of a phone ("Liked “…”"), a forward, a quotation.
// We know what we sent, so no list of apps or languages is needed.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/language/vocabulary.hpp"

namespace lapor::commands {

struct Quotation {
  std::size_t of = 0;  ///< which of our texts it quotes
  /// The sender's own words, in the order of the text; "" if the text is only ours. A phone's wrapping
  /// ("Fwd:", "> ", "Liked “", quotation marks) is none of it.
  std::string own;
};

/// nullopt if the text quotes none of ours. Signs, capitals and line breaks don't count; the quotation may
/// be cut off, and the sender's own words may stand before, after or in the midst of it.
/// \param ours  texts that we sent lately: those to this sender, and those about a ticket that the text
/// names. Leave out what repeats the sender's own words, or these would count as ours.
std::optional<Quotation> quotes_us(std::string_view text, std::span<const std::string> ours,
                                   const language::Vocabulary& vocabulary);

}  // namespace lapor::commands
