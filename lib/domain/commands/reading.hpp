// One text of a citizen, what is known of its sender, and the parts of the citizens' grammar. Internal to
// lib/domain/commands.
#pragma once
#include <optional>

#include "domain/commands/command.hpp"
#include "domain/commands/tickets.hpp"
#include "domain/language/words.hpp"
#include "domain/routing/category.hpp"

namespace lapor::commands {

using Maybe = std::optional<Command>;

constexpr std::size_t short_text = 2;  ///< words of a text that can be a bare command

/// \pre verb is check, add, reopen, cancel, confirm or contest
Command about_ticket(Verb verb, std::string ticket, std::string text);

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list);

struct Reading {
  const language::Reader& text;
  const Citizen& citizen;

  /// About this number, and the words after it; BAD_TICKET where its check digit is wrong.
  Command with_ticket(Verb verb, const TicketHit& hit) const;
  const Question* waits_for(Pending question) const;
  bool owns(const TicketHit& hit) const;
  /// The first number of the sender's own, wherever it stands.
  std::optional<TicketHit> own_ticket() const;
  /// The citizens' command at \p at; a slip of the finger counts.
  std::optional<language::Match> word(std::size_t at) const;
  /// The whole text from the command on is two words at most, and none of the rest says what it is about.
  bool nothing_else(std::size_t start, const language::Match& command) const;
  /// Guesses the category from the words at \p at and after.
  routing::CategoryGuess guess(std::size_t at) const;
  /// The words at \p at and after name a matter clearly enough to route by.
  bool has_matter(std::size_t at) const;
};

// Each reads the text from the word \p start on, past politeness, and gives nothing where it isn't such.

/// explicit_commands.cpp: a command's word first, or a number first ("CEK 1234566", "1234566 batal", "stop").
Maybe explicit_command(const Reading& reading, std::size_t start);
/// pending_answers.cpp: the answer to a question that waits, the newest first.
Maybe pending_answer(const Reading& reading, std::size_t start);
/// pending_answers.cpp: a yes, a no or more words about a ticket of the sender's own, wherever its number
/// stands.
Maybe about_own_ticket(const Reading& reading, std::size_t start);
/// small_talk.cpp: what asks for the state of the sender's reports, takes one back, or wants to be left
/// alone, in a sentence.
Maybe spoken_command(const Reading& reading, std::size_t start);
/// small_talk.cpp: greetings, tests, a wrong number, "who are you".
Maybe small_talk(const Reading& reading, std::size_t start);

/// small_talk.cpp: a word of a greeting stands in the text.
bool greets(const language::Reader& text);
/// small_talk.cpp: a short text that asks who we are.
bool asks_who(const language::Reader& text, std::size_t start);
/// small_talk.cpp: a short text that asks how a report stands.
bool asks_state(const language::Reader& text, std::size_t start);
/// small_talk.cpp: the text says within its first words that it asks something, or is a question outright.
bool asks_something(const language::Reader& text, std::size_t start);

}  // namespace lapor::commands
