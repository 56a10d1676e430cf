// The features of a text: its words and pairs, to be counted or weighed over many texts.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "domain/language/lexer.hpp"

namespace lapor::language {

/// The words of a text as the lexer folds them ("JALAN"), then the pairs of neighbours ("JALAN RUSAK"), each
/// as often as the text has it, in its order. A word with a digit in it is left out and parts its neighbours:
/// numbers are addresses, telephones and people's identities. Only the first 200 words count.
std::vector<std::string> features(std::span<const Token> words);

}  // namespace lapor::language
