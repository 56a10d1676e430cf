// Cuts the answer to a question of ours into the words and phrases that say something. Internal to
// lib/domain/commands.
#pragma once
#include <vector>

#include "domain/language/words.hpp"

namespace lapor::commands {

/// The meaning of a word or phrase in an answer.
enum class Sense {
  yes,
  no,
  not_yet,
  works,
  arrives,
  repaired,
  either,
  looked,
  broken,
  still,
  again,
  but,
  denies,
  later,
  asks,
  wants,
  also,
  hopes,
  only,
  there,
  once,
  report,
  leads,
  scene,
  besides,
  other
};

struct Sign {
  Sense sense = Sense::other;
  std::size_t at = 0, count = 1;
  bool apart = false;  ///< a comma, a full stop or a ticket's number stands before it
};

using Signs = std::vector<Sign>;

/// The signs of a text from word \p at on; a ticket's number says nothing and separates the words around it.
Signs signs_from(const language::Reader& text, std::size_t at);

/// A ticket's number at \p at, or a word such as "NO" and the number: the word after it; else \p at.
std::size_t past_ticket(const language::Reader& text, std::size_t at);

}  // namespace lapor::commands
