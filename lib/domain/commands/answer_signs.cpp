#include "domain/commands/answer_signs.hpp"

#include <algorithm>
#include <array>

#include "domain/commands/tickets.hpp"

namespace lapor::commands {

using language::AnswerWords;
using language::exact_match;
using language::may_begin;
using language::Reader;
using language::spelled_at;
using language::Token;

namespace {

struct ListOfSense {
  std::vector<std::string> AnswerWords::* list;
  Sense sense;
};
/// The lists of signs, in the order in which they win.
constexpr std::array telling{
    ListOfSense{&AnswerWords::denies, Sense::denies},     ListOfSense{&AnswerWords::not_yet, Sense::not_yet},
    ListOfSense{&AnswerWords::but, Sense::but},           ListOfSense{&AnswerWords::broken, Sense::broken},
    ListOfSense{&AnswerWords::still, Sense::still},       ListOfSense{&AnswerWords::again, Sense::again},
    ListOfSense{&AnswerWords::later, Sense::later},       ListOfSense{&AnswerWords::asks, Sense::asks},
    ListOfSense{&AnswerWords::wants, Sense::wants},       ListOfSense{&AnswerWords::also, Sense::also},
    ListOfSense{&AnswerWords::repaired, Sense::repaired}, ListOfSense{&AnswerWords::either, Sense::either},
    ListOfSense{&AnswerWords::works, Sense::works},       ListOfSense{&AnswerWords::arrives, Sense::arrives},
    ListOfSense{&AnswerWords::looked, Sense::looked},
};
/// Lists of signs that yield to YA and TIDAK.
constexpr std::array weaker{
    ListOfSense{&AnswerWords::hopes, Sense::hopes},   ListOfSense{&AnswerWords::only, Sense::only},
    ListOfSense{&AnswerWords::there, Sense::there},   ListOfSense{&AnswerWords::once, Sense::once},
    ListOfSense{&AnswerWords::report, Sense::report}, ListOfSense{&AnswerWords::leads, Sense::leads},
    ListOfSense{&AnswerWords::scene, Sense::scene},   ListOfSense{&AnswerWords::besides, Sense::besides},
};

std::optional<Sense> sense_of(std::string_view meaning) {
  if (meaning == "YA") return Sense::yes;
  if (meaning == "TIDAK") return Sense::no;
  return std::nullopt;
}

/// The number of words of the longest entry of a list at \p at, the last perhaps with an ending
/// ("LUBANGNYA"); or 0.
std::size_t longest_of(const std::vector<std::string>& list, std::span<const Token> words, std::size_t at) {
  std::size_t longest = 0;
  for (const auto& alias : list)
    if (may_begin(alias, words, at)) longest = std::max(longest, spelled_at(alias, words, at));
  return longest;
}

/// The longest word or phrase at \p at, and what it says; of equal ones the list that stands first.
Sign sign_at(const Reader& text, std::size_t at) {
  const auto& words = text.vocabulary.answers;
  Sign best{Sense::other, at, 0, false};
  const auto offer = [&](const std::vector<std::string>& list, Sense sense) {
    if (const auto count = longest_of(list, text.words, at); count > best.count)
      best = {sense, at, count, false};
  };
  for (const auto& [list, sense] : telling) offer(words.*list, sense);
  const auto command = exact_match(text.vocabulary.citizen, text.words, at);
  if (command && command->count > best.count)
    if (const auto sense = sense_of(command->meaning)) best = {*sense, at, command->count, false};
  for (const auto& [list, sense] : weaker) offer(words.*list, sense);
  offer(text.vocabulary.polite_words, Sense::besides);
  if (best.count == 0) best.count = 1;
  return best;
}

/// True if a clause ends before this word. A line, a colon and any full stop end one, too, though words on
/// both sides of those may be one phrase.
bool begins_clause(const Reader& text, std::size_t at) {
  const auto from = text.words[at - 1].end, to = text.words[at].begin;
  return text.words[at].apart ||
         text.text.substr(from, to - from).find_first_of(".:\n") != std::string_view::npos;
}

}  // namespace

std::size_t past_ticket(const Reader& text, std::size_t at) {
  if (const auto hit = ticket_at(text, at); hit && hit->good) return hit->next;
  const auto number =
      text.key(at) == "NO" || text.key(at) == "NOMOR" || text.key(at) == "TIKET" ? at + 1 : at;
  const auto hit = number == at ? std::nullopt : ticket_at(text, number);
  return hit && hit->good ? hit->next : at;
}

Signs signs_from(const Reader& text, std::size_t at) {
  Signs signs;
  bool apart = false;
  while (at < text.size()) {
    if (const auto past = past_ticket(text, at); past != at) {
      at = past;
      apart = true;
      continue;
    }
    auto sign = sign_at(text, at);
    sign.apart = apart || (at > 0 && begins_clause(text, at));
    apart = false;
    at += sign.count;
    signs.push_back(sign);
  }
  return signs;
}

}  // namespace lapor::commands
