#include "domain/routing/category.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "domain/language/spelling.hpp"
#include "domain/language/terms.hpp"
#include "domain/routing/evidence.hpp"
#include "domain/routing/second_opinion.hpp"

namespace lapor::routing {

using language::alias_points;
using language::Category;
using language::Matter;
using language::sign_points;
using language::Term;
using language::terms_at;
using language::Token;
using language::Vocabulary;

namespace {

constexpr std::size_t most_words = 200;   ///< an SMS of ten parts has fewer that matter
constexpr std::size_t first_words = 3;    ///< within these another matter may outdo a weak code in its slot
constexpr std::size_t shortest_slip = 6;  ///< letters; below, too many real words are a slip apart
constexpr std::size_t few_words = 3;      ///< in so short a text a hint that nothing contradicts is enough
constexpr std::size_t shown_witnesses = 4;

using Words = std::span<const Token>;

bool names(const Witness& witness) { return witness.points >= alias_points && !witness.place; }

const Category* as_category(const Matter& matter, const Vocabulary& vocabulary) {
  return vocabulary.category(matter.code);
}

bool is_confidential(const Matter& matter, const Vocabulary& vocabulary) {
  const auto* category = as_category(matter, vocabulary);
  return category != nullptr && category->confidential;
}

bool names_itself(const Evidence& evidence) {
  return std::any_of(evidence.witnesses.begin(), evidence.witnesses.end(), names);
}

std::string spell(std::vector<Witness> witnesses) {
  std::stable_sort(witnesses.begin(), witnesses.end(),
                   [](const Witness& a, const Witness& b) { return a.points > b.points; });
  std::string out;
  std::size_t shown = 0;
  for (const auto& witness : witnesses)
    if (witness.points > 0 && shown++ < shown_witnesses) out += (out.empty() ? "" : ", ") + witness.words;
  return out;
}

int lead(const std::vector<Evidence>& all, std::size_t of) {
  const auto next = of + 1 < all.size() ? std::max(all[of + 1].points, 0) : 0;
  return all[of].points - next;
}

/// The category whose code stands in the slot, and isn't the beginning of a phrase for something else.
const Category* in_slot(Words words, const Vocabulary& vocabulary) {
  if (words.empty()) return nullptr;
  const auto* category = vocabulary.category(words.front().key);
  if (category == nullptr) return nullptr;
  const auto found = terms_at(words, 0, vocabulary);
  const bool own = std::any_of(found.terms.begin(), found.terms.end(),
                               [&](const Term& term) { return term.matter == category; });
  return found.count <= 1 || own ? category : nullptr;
}

/// Another matter than the weak one that the sender chose is named at once, and plainly.
bool outdone(const Category& chosen, const std::vector<Evidence>& all) {
  if (all.empty() || all.front().matter == &chosen || lead(all, 0) < enough_margin) return false;
  const auto& witnesses = all.front().witnesses;
  return std::any_of(witnesses.begin(), witnesses.end(),
                     [](const Witness& w) { return names(w) && w.rank < first_words; });
}

/// The one category with an alias a slip away from a long word that is no real one.
std::optional<std::pair<const Category*, std::size_t>> mistyped(Words words, const Vocabulary& vocabulary) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto& key = words[at].key;
    if (key.size() < shortest_slip || vocabulary.is_real(key)) continue;
    const Category* near = nullptr;
    bool several = false;
    for (const auto& category : vocabulary.categories) {
      const bool slip = std::any_of(category.aliases.begin(), category.aliases.end(), [&](const auto& alias) {
        return alias.size() >= shortest_slip && language::one_slip(alias, key);
      });
      several = several || (slip && near != nullptr);
      if (slip) near = &category;
    }
    if (near != nullptr && !several) return std::pair(near, at);
  }
  return std::nullopt;
}

bool decides(const std::vector<Evidence>& all, Words words, const Vocabulary& vocabulary) {
  if (all.empty()) return false;
  const auto& first = all.front();
  if (is_confidential(*first.matter, vocabulary) && names_itself(first)) return true;
  if (first.points >= enough_points && lead(all, 0) >= enough_margin) return true;
  std::size_t telling = 0;
  for (std::size_t at = 0; at < words.size(); ++at)
    telling += language::listed_at(vocabulary.polite_words, words, at) == 0 ? 1 : 0;
  return telling <= few_words && first.points > 0 && lead(all, 0) == first.points;
}

void name_winner(CategoryGuess& guess, const Matter& winner, const Vocabulary& vocabulary) {
  if (as_category(winner, vocabulary) != nullptr)
    guess.code = winner.code;
  else
    guess.other_body = static_cast<const language::OtherBody&>(winner).name;
}

/// The first of the others that is a category and has points.
std::string next_to(const Matter* winner, const std::vector<Evidence>& all, const Vocabulary& vocabulary) {
  for (const auto& evidence : all)
    if (evidence.matter != winner && evidence.points > 0 &&
        as_category(*evidence.matter, vocabulary) != nullptr)
      return evidence.matter->code;
  return {};
}

CategoryGuess by_slot(const Category& category, const std::vector<Evidence>& all,
                      const Vocabulary& vocabulary) {
  CategoryGuess guess;
  guess.chosen = true;
  guess.code = guess.evidence = category.code;
  guess.runner_up = next_to(&category, all, vocabulary);
  guess.points = guess.margin = alias_points;
  return guess;
}

CategoryGuess by_words(const std::vector<Evidence>& all, Words words, const Vocabulary& vocabulary) {
  CategoryGuess guess;
  if (!all.empty()) guess.points = std::max(all.front().points, 0), guess.margin = std::max(lead(all, 0), 0);
  if (decides(all, words, vocabulary)) {
    name_winner(guess, *all.front().matter, vocabulary);
    guess.evidence = spell(all.front().witnesses);
    guess.runner_up = next_to(all.front().matter, all, vocabulary);
    return guess;
  }
  guess.runner_up = next_to(nullptr, all, vocabulary);
  if (!guess.runner_up.empty()) return guess;
  if (const auto slip = mistyped(words, vocabulary)) {
    guess.code = slip->first->code;
    guess.evidence = words[slip->second].key;
    guess.points = guess.margin = sign_points;
  }
  return guess;
}

void judge_confidential(CategoryGuess& guess, const std::vector<Evidence>& all,
                        const Vocabulary& vocabulary) {
  const auto* category = vocabulary.category(guess.code);
  guess.confidential = (category != nullptr && category->confidential) ||
                       std::any_of(all.begin(), all.end(), [&](const Evidence& e) {
                         return is_confidential(*e.matter, vocabulary) && names_itself(e);
                       });
}

/// Confidential matters that a word names come before all others.
std::vector<Evidence> evidence_of(Words words, const Vocabulary& vocabulary) {
  auto all = weigh(words, vocabulary);
  std::stable_partition(all.begin(), all.end(), [&](const Evidence& e) {
    return is_confidential(*e.matter, vocabulary) && names_itself(e);
  });
  return all;
}

}  // namespace

CategoryGuess guess_by_keywords(Words words, const Vocabulary& vocabulary) {
  words = words.first(std::min(words.size(), most_words));
  const auto all = evidence_of(words, vocabulary);
  auto guess = by_words(all, words, vocabulary);
  judge_confidential(guess, all, vocabulary);
  return guess;
}

CategoryGuess guess_category(Words words, const Vocabulary& vocabulary, bool slot) {
  words = words.first(std::min(words.size(), most_words));
  const auto* chosen = slot ? in_slot(words, vocabulary) : nullptr;
  if (chosen != nullptr) {
    const auto all = evidence_of(words, vocabulary);
    if (!chosen->weak || !outdone(*chosen, all)) {
      auto guess = by_slot(*chosen, all, vocabulary);
      judge_confidential(guess, all, vocabulary);
      return guess;
    }
  }
  auto guess = guess_by_keywords(words, vocabulary);
  if (!guess.confidential) add_second_opinion(guess, words, vocabulary);
  return guess;
}

std::vector<std::string> named_categories(Words words, const Vocabulary& vocabulary) {
  struct Named {
    std::size_t rank;
    std::string code;
  };
  std::vector<Named> named;
  for (const auto& evidence : weigh(words.first(std::min(words.size(), most_words)), vocabulary))
    for (const auto& witness : evidence.witnesses)
      if (!witness.place && witness.points >= sign_points &&
          as_category(*evidence.matter, vocabulary) != nullptr) {
        named.push_back({witness.rank, evidence.matter->code});
        break;
      }
  std::stable_sort(named.begin(), named.end(),
                   [](const Named& a, const Named& b) { return a.rank < b.rank; });
  std::vector<std::string> codes;
  for (auto& one : named) codes.push_back(std::move(one.code));
  return codes;
}

}  // namespace lapor::routing
