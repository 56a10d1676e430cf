// Reads a text as the answer to a question of ours: is it repaired, how good was it. Asymmetric on purpose: a
// wrong no costs somebody a look, a wrong yes ends a case.
#pragma once
#include <optional>

#include "domain/language/words.hpp"

namespace lapor::commands {

enum class Repaired {
  yes,       ///< says that it is, and nothing that could mean otherwise
  no,        ///< says that it isn't, not wholly, or no more
  doubtful,  ///< an answer, but which?
  nothing    ///< no word of an answer
};

struct Confirmation {
  Repaired repaired = Repaired::nothing;
  bool also = false;        ///< it speaks of something besides: "juga", "sekalian"
  bool begins = false;      ///< the first telling word is one of an answer: "belum …", "masih …", "sudah …"
  bool recalls = false;     ///< it speaks of something known: "lagi", "masih"
  bool affirms = false;     ///< a yes stands in it, such as "sudah"
  bool repairs = false;     ///< it says that something works or was repaired
  std::size_t telling = 0;  ///< words that aren't politeness
};

/// \param at  the word from which the answer is read; a ticket's number in the text says nothing.
Confirmation read_confirmation(const language::Reader& text, std::size_t at);

/// A mark of 1 to 5 in figures or words ("4 pak", "lima", "bagus sekali"); 0: a number that is no mark, or
/// thanks and praise that leave it open; nullopt: the text isn't about a mark.
std::optional<unsigned> read_mark(const language::Reader& text, std::size_t at);

}  // namespace lapor::commands
