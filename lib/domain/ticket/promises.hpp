// Judges an agency's words: whether a note says anything, whether it moves a date, how often it may ask.
// Pure.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace lapor::ticket {

inline constexpr unsigned most_promises = 3;   ///< PROSES moves the date of the next word so often
inline constexpr unsigned most_questions = 2;  ///< TANYA by an agency about one ticket

/// SELESAI's note says what was done: two different words of at least two letters, not all of them words that
/// only say again that it is done. "sudah ditambal" does; "abcdefghij", "sudah beres pak" and "....." don't.
bool says_what_was_done(std::string_view note);
/// The note has at least two words of three letters or more that none of the earlier ones has.
bool says_something_new(std::string_view note, std::span<const std::string> earlier);
/// True if this PROSES moves the date of the agency's next word. `moved`: how often PROSES did so already.
bool progress_moves_date(std::string_view note, std::span<const std::string> earlier, unsigned moved);
/// True after this date: then only SELESAI stops the escalation.
bool is_past(std::optional<Instant> resolution_due, Instant now);
/// True if the agency may ask the citizen once more. `asked`: how often it did already.
bool may_ask(unsigned asked, std::optional<Instant> resolution_due, Instant now);

}  // namespace lapor::ticket
