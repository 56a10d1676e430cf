#include "domain/language/term_index.hpp"

namespace lapor::language {

void TermIndex::add(const std::vector<std::string>& list, TermPlace first) {
  for (const auto& term : list) {
    by_first_word_[term.substr(0, term.find(' '))].push_back(first);
    ++first.item;
  }
}

std::span<const TermPlace> TermIndex::beginning_with(std::string_view word) const {
  const auto at = by_first_word_.find(word);
  return at == by_first_word_.end() ? std::span<const TermPlace>{} : at->second;
}

}  // namespace lapor::language
