// Finds the words and phrases that tell of matters by their first word, so that reading a text doesn't walk
// through all lists.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lapor::language {

/// The list of a matter that has the term; polite and neutral phrases belong to no matter.
enum class TermList : std::uint8_t { alias, sign, hint, against, polite, neutral };

/// The place of a term in its vocabulary. Numbers, not pointers: a copy of the vocabulary keeps its index.
struct TermPlace {
  std::uint32_t matter = 0;  ///< of the categories, then of the other bodies; 0 for polite and neutral
  TermList list = TermList::alias;
  std::uint32_t item = 0;
};

class TermIndex {
 public:
  /// Adds the terms of one list, which stand from `first` on.
  void add(const std::vector<std::string>& list, TermPlace first);
  /// The terms that begin with exactly this word, in the order of the vocabulary.
  std::span<const TermPlace> beginning_with(std::string_view word) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
  };
  std::unordered_map<std::string, std::vector<TermPlace>, Hash, std::equal_to<>> by_first_word_;
};

}  // namespace lapor::language
