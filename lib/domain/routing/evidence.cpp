#include "domain/routing/evidence.hpp"

#include <algorithm>
#include <optional>

#include "domain/language/spelling.hpp"
#include "domain/language/terms.hpp"

namespace lapor::routing {

using language::alias_points;
using language::first_points;
using language::Matter;
using language::Term;
using language::terms_at;
using language::Token;
using language::Vocabulary;

namespace {

constexpr std::size_t short_word = 4;    ///< letters of a word that may count something: "30 KK"
constexpr std::size_t short_number = 3;  ///< digits of a number that counts

/// "3 kali", "30 kk", "7 sd 9": after a number a short word counts something.
bool counts_something(std::span<const Token> words, std::size_t at) {
  return at > 0 && words[at].key.size() <= short_word && words[at - 1].key.size() <= short_number &&
         language::all_digits(words[at - 1].key);
}

/// A third for a word that says where, two thirds for a phrase, which says more.
int at_a_place(int points, std::size_t words) {
  return points <= 0 ? points : words == 1 ? points / 3 : (2 * points + 2) / 3;
}

std::string spell(std::span<const Token> words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word.key;
  return out;
}

class Scale {
 public:
  Scale(std::span<const Token> words, const Vocabulary& vocabulary)
      : words_(words), vocabulary_(vocabulary) {}

  std::vector<Evidence> weigh() && {
    for (std::size_t at = 0; at < words_.size();) at += weigh_at(at);
    std::stable_sort(all_.begin(), all_.end(),
                     [](const Evidence& a, const Evidence& b) { return a.points > b.points; });
    return std::move(all_);
  }

 private:
  /// \return how many words were looked at
  std::size_t weigh_at(std::size_t at) {
    const auto found = terms_at(words_, at, vocabulary_);
    const auto count = std::max<std::size_t>(found.count, 1);
    if (found.count == 1 && counts_something(words_, at)) return count;
    for (const auto& term : found.terms) add(term, at, found.count);
    const bool says_nothing = found.count != 0 && found.terms.empty();
    rank_ += says_nothing ? 0 : count;
    if (!says_nothing || !place_) place_ = introduces_place(at + count - 1);
    return count;
  }

  bool introduces_place(std::size_t at) const {
    return language::listed_at(vocabulary_.place_words, words_, at) != 0;
  }

  void add(const Term& term, std::size_t at, std::size_t count) {
    auto& evidence = of(*term.matter);
    Witness witness{spell(words_.subspan(at, count)),
                    term.alias,
                    place_ ? at_a_place(term.points, count) : term.points,
                    place_,
                    rank_,
                    at,
                    count};
    const auto same = [&](const Witness& other) { return other.alias == term.alias; };
    if (std::any_of(evidence.witnesses.begin(), evidence.witnesses.end(), same)) return;
    evidence.points += witness.points + bonus(witness.points);
    evidence.witnesses.push_back(std::move(witness));
  }

  /// Points for the matter that is named first. If one phrase names two matters, both get them.
  int bonus(int points) {
    if (points < alias_points || (named_ && *named_ != rank_)) return 0;
    named_ = rank_;
    return first_points;
  }

  Evidence& of(const Matter& matter) {
    for (auto& evidence : all_)
      if (evidence.matter == &matter) return evidence;
    all_.push_back({&matter, 0, {}});
    return all_.back();
  }

  std::span<const Token> words_;
  const Vocabulary& vocabulary_;
  std::vector<Evidence> all_;
  bool place_ = false;  ///< the next word says where
  std::size_t rank_ = 0;
  std::optional<std::size_t> named_;  ///< the rank of the first alias
};

}  // namespace

std::vector<Evidence> weigh(std::span<const Token> words, const Vocabulary& vocabulary) {
  return Scale(words, vocabulary).weigh();
}

}  // namespace lapor::routing
