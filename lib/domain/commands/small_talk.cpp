// Recognises sentences that are neither a report nor an answer: people ask for their report's state, take it
// back, want no more texts, greet, or texted the wrong number.
#include "domain/commands/reading.hpp"

namespace lapor::commands {

using language::listed_at;
using language::Reader;

namespace {

constexpr std::size_t short_sentence = 10;  ///< words; a longer text has something else to say
constexpr std::size_t words_besides = 4;    ///< of a text that only asks how a report stands
constexpr std::size_t opening_words = 12;   ///< within these somebody says that they ask something

bool says(const Reader& text, std::size_t from, std::size_t until, const std::vector<std::string>& list) {
  for (auto at = from; at < std::min(until, text.size()); ++at)
    if (listed_at(list, text.words, at) != 0) return true;
  return false;
}

}  // namespace

Maybe spoken_command(const Reading& reading, std::size_t start) {
  const auto& text = reading.text;
  const auto& talk = text.vocabulary.talk;
  if (text.count(start) > short_sentence) return std::nullopt;
  if (says(text, start, text.size(), talk.leave_alone)) return OptOut{};
  if (says(text, start, text.size(), talk.take_back)) return Cancel{};
  return asks_state(text, start) && !reading.has_matter(start) ? Maybe(Check{}) : std::nullopt;
}

bool asks_state(const Reader& text, std::size_t start) {
  const auto& list = text.vocabulary.talk.asks_state;
  for (auto at = start; at < text.size(); ++at)
    if (const auto count = listed_at(list, text.words, at); count != 0)
      return text.count(start, at) + text.count(at + count) <= words_besides;
  return false;
}

bool greets(const Reader& text) { return says(text, 0, text.size(), text.vocabulary.talk.greeting); }

bool asks_who(const Reader& text, std::size_t start) {
  return text.count(start) <= words_besides && says(text, start, text.size(), text.vocabulary.talk.who);
}

Maybe small_talk(const Reading& reading, std::size_t start) {
  const auto& text = reading.text;
  const auto& talk = text.vocabulary.talk;
  if (text.count(start) > short_sentence || reading.has_matter(start)) return std::nullopt;
  if (says(text, 0, text.size(), talk.wrong_number)) return Unclear{Talk::wrong_number, std::nullopt};
  if (says(text, 0, text.size(), talk.who)) return Unclear{Talk::who, std::nullopt};
  if (text.count(start) <= short_text && greets(text)) return Unclear{Talk::greeting, std::nullopt};
  return std::nullopt;
}

bool asks_something(const Reader& text, std::size_t start) {
  const auto& talk = text.vocabulary.talk;
  if (says(text, start, start + opening_words, talk.wants_to_know)) return true;
  return listed_at(talk.question, text.words, start) != 0 && text.text.find('?') != std::string_view::npos;
}

}  // namespace lapor::commands
