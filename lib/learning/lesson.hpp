// A ticket that ended with its right agency, as something to learn from.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/language/vocabulary.hpp"
#include "domain/routing/agency.hpp"

namespace lapor::learning {

/// The facts of such a ticket. Never a confidential one.
struct DecidedTicket {
  std::uint64_t person = 0;  ///< who reported it
  std::string text, category, area;
  std::string agency;  ///< where it ended rightly; the coordinator's: it is nobody else's
};

struct Lesson {
  std::uint64_t person = 0;
  std::string category;               ///< the label
  std::vector<std::string> right;     ///< the categories that lead to the same agency at that place
  std::vector<std::string> features;  ///< routing/second_opinion.hpp
  std::string by_keywords;            ///< the category that the keywords alone choose; empty: none
  int margin = 0;                     ///< of the keywords' choice
};

/// The label: the ticket's category where it leads to its agency; else, of the categories that do, the one
/// that its words tell most of. nullopt if the agency has left the directory or owns no category, where
/// the words name a confidential matter, or where there are no words.
std::optional<Lesson> lesson_of(const DecidedTicket& ticket, const language::Vocabulary& vocabulary,
                                const routing::Directory& directory);

}  // namespace lapor::learning
