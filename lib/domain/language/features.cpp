#include "domain/language/features.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace lapor::language {

namespace {

constexpr std::size_t most_words = 200;

bool has_digit(const std::string& word) { return std::any_of(word.begin(), word.end(), ascii::is_digit); }

}  // namespace

std::vector<std::string> features(std::span<const Token> words) {
  words = words.first(std::min(words.size(), most_words));
  std::vector<std::string> out, pairs;
  const std::string* before = nullptr;
  for (const auto& word : words) {
    const auto* here = has_digit(word.key) ? nullptr : &word.key;
    if (here != nullptr) out.push_back(*here);
    if (here != nullptr && before != nullptr) pairs.push_back(*before + " " + *here);
    before = here;
  }
  out.insert(out.end(), std::make_move_iterator(pairs.begin()), std::make_move_iterator(pairs.end()));
  return out;
}

}  // namespace lapor::language
