// Finds the sender's own words where a phone reacts to a text of ours, forwards or quotes it.
#pragma once
#include <string>

#include "domain/routing/agency.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

struct OwnWords {
  bool quotes = false;  ///< the message holds a text of ours
  /// The text to read: the whole message if it quotes nothing; else the sender's own words, after the number
  /// of the ticket that the quoted text is about, if the sender may speak of it. "" if it is only ours.
  std::string text;
};

/// Looks at what went to this sender, and at what anybody was told of the tickets that the text names.
OwnWords own_words(Transaction& tx, PersonId sender, const routing::Office& office, const std::string& text);

}  // namespace lapor::engine
