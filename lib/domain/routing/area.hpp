// Which of the regencies and cities a text names. Says nothing where it isn't sure: a report that waits for a
// person is better than one in the wrong town.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "domain/commands/lexer.hpp"
#include "domain/commands/vocabulary.hpp"

namespace lapor::routing {

struct AreaGuess {
  std::string code;      ///< "33.16", or empty
  std::string evidence;  ///< the words that decided
};

/// A name after kab, kota, di and the like outdoes a bare one; one in a street's name ("jl solo") only helps
/// to choose. A name that two areas share ("Semarang") leaves both open; names that disagree tell nothing.
AreaGuess guess_area(std::span<const commands::Token> words, const commands::Vocabulary& vocabulary);

}  // namespace lapor::routing
