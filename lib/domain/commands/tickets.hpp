// Finds ticket numbers among the words of a text. Knows their shape and check digit; not whose they are.
#pragma once
#include <optional>
#include <string>

#include "domain/language/words.hpp"

namespace lapor::commands {

struct TicketHit {
  std::string digits;
  std::size_t next = 0;  ///< the word after it
  bool good = false;     ///< right length and check digit
};

/// A number of 7 to 9 digits that begins at word \p at: in one piece or in pieces with a single blank, dot or
/// dash between ("123 4566"). A piece of something longer, such as a telephone number, is none.
std::optional<TicketHit> ticket_at(const language::Reader& text, std::size_t at);

/// As ticket_at, past "#", "NO", "TIKET", "LG" and the like.
std::optional<TicketHit> named_ticket_at(const language::Reader& text, std::size_t at);

/// "NO", "TIKET", "LG" and the like.
bool is_ticket_word(std::string_view key);

/// The first word from \p at on that isn't "NO", "TIKET", "LG" and the like, nor polite.
std::size_t skip_ticket_words(const language::Reader& text, std::size_t at);

}  // namespace lapor::commands
