#include "domain/commands/answer_signs.hpp"

#include <algorithm>

#include "domain/commands/tickets.hpp"

namespace lapor::commands {

using language::exact_match;
using language::may_begin;
using language::Reader;
using language::spelled_at;
using language::Token;

namespace {

std::optional<Sense> sense_of(std::string_view meaning) {
  if (meaning == "YA") return Sense::yes;
  if (meaning == "TIDAK") return Sense::no;
  return std::nullopt;
}

/// How many words the longest of a list has at \p at, the last perhaps with an ending ("LUBANGNYA"); or 0.
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
  offer(words.denies, Sense::denies);
  offer(words.not_yet, Sense::not_yet);
  offer(words.but, Sense::but);
  offer(words.broken, Sense::broken);
  offer(words.still, Sense::still);
  offer(words.again, Sense::again);
  offer(words.later, Sense::later);
  offer(words.asks, Sense::asks);
  offer(words.wants, Sense::wants);
  offer(words.also, Sense::also);
  offer(words.mended, Sense::mended);
  offer(words.either, Sense::either);
  offer(words.works, Sense::works);
  offer(words.arrives, Sense::arrives);
  offer(words.looked, Sense::looked);
  const auto command = exact_match(text.vocabulary.citizen, text.words, at);
  if (command && command->count > best.count)
    if (const auto sense = sense_of(command->meaning)) best = {*sense, at, command->count, false};
  offer(words.hopes, Sense::hopes);
  offer(words.only, Sense::only);
  offer(words.there, Sense::there);
  offer(words.once, Sense::once);
  offer(words.report, Sense::report);
  offer(words.leads, Sense::leads);
  offer(words.scene, Sense::scene);
  offer(words.besides, Sense::besides);
  offer(text.vocabulary.polite_words, Sense::besides);
  if (best.count == 0) best.count = 1;
  return best;
}

/// A sign of punctuation that ends a clause between two words.
bool ends_clause(const Reader& text, std::size_t left) {
  if (left + 1 >= text.size()) return false;
  const auto from = text.words[left].end, to = text.words[left + 1].begin;
  return text.text.substr(from, to - from).find_first_of(",.;:!?\n") != std::string_view::npos;
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
    sign.apart = apart || (at > 0 && ends_clause(text, at - 1));
    apart = false;
    at += sign.count;
    signs.push_back(sign);
  }
  return signs;
}

}  // namespace lapor::commands
