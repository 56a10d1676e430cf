// The category of a text, as its words suggest it: category.hpp guesses, second_opinion.hpp may change it.
#pragma once
#include <string>

namespace lapor::routing {

struct CategoryGuess {
  std::string code;      ///< empty if nothing decides
  std::string evidence;  ///< the words that decided, the most telling first; empty if nothing does
  /// The category that came next, or that came first without deciding; empty if no word tells of one.
  std::string runner_up;
  int points = 0, margin = 0;       ///< of the first, and its lead over the next
  std::string other_body;           ///< whose it is, where it is none of the categories'
  std::string suggestion;           ///< the learned model's choice; empty if it has none
  std::string suggestion_evidence;  ///< the words that speak for it
  bool learned = false;             ///< the learned model chose the code, and `evidence` are its words
  /// The sender began with the code and it was taken: a keyword, no part of the report.
  bool chosen = false;
  bool confidential = false;  ///< a confidential matter is named, also if another was chosen
};

}  // namespace lapor::routing
