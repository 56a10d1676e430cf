// Judges whether a sender says the same thing twice.
#pragma once
#include <string_view>

#include "domain/language/vocabulary.hpp"

namespace lapor::commands {

enum class Alike {
  different,
  same,  ///< nothing that the earlier text doesn't say
  more   ///< all that the earlier text says, and something besides
};

/// Compares by words in any order; polite words and a slip in a long word don't count. A number must be the
/// same number: "km 12" isn't "km 13". Texts of fewer than three words must be the same, and a text that is
/// more than twice as long as the other is another one.
Alike compare(std::string_view earlier, std::string_view later, const language::Vocabulary& vocabulary);

}  // namespace lapor::commands
