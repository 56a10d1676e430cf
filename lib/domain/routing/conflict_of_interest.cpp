#include "domain/routing/conflict_of_interest.hpp"

#include <algorithm>
#include <span>

#include "domain/commands/lexer.hpp"
#include "domain/routing/category.hpp"

namespace lapor::routing {
namespace {

using commands::Token;

constexpr std::size_t shortest_code = 3;  ///< "PU" is too many other things

bool spelled_at(std::span<const Token> name, std::span<const Token> words, std::size_t at) {
  return at + name.size() <= words.size() &&
         std::equal(name.begin(), name.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                    [](const Token& a, const Token& b) { return a.key == b.key; });
}

bool spelled_in(std::string_view name, std::span<const Token> words) {
  const auto wanted = commands::lex(name);
  if (wanted.empty()) return false;
  for (std::size_t at = 0; at < words.size(); ++at)
    if (spelled_at(wanted, words, at)) return true;
  return false;
}

bool named(const Agency& agency, std::span<const Token> words) {
  return (agency.code.size() >= shortest_code && spelled_in(agency.code, words)) ||
         spelled_in(agency.name, words);
}

bool owns(const Agency& agency, const std::vector<std::string>& matters) {
  return std::any_of(agency.categories.begin(), agency.categories.end(), [&](const auto& code) {
    return std::find(matters.begin(), matters.end(), code) != matters.end();
  });
}

}  // namespace

ConflictOfInterest conflict_of_interest(std::string_view text, std::string_view category,
                                        const commands::Vocabulary& vocabulary, const Directory& directory) {
  const auto words = commands::lex(text);
  const auto is_confidential = [&](const std::string& code) {
    const auto* known = vocabulary.category(code);
    return known && known->confidential;
  };
  auto matters = named_categories(words, vocabulary);
  if (!category.empty()) matters.insert(matters.begin(), std::string(category));
  ConflictOfInterest found;
  if (const auto first = std::find_if(matters.begin(), matters.end(), is_confidential);
      first != matters.end())
    found.matter = *first;
  std::erase_if(matters, is_confidential);
  for (const auto& agency : directory.agencies)
    if (named(agency, words) || (!found.matter.empty() && owns(agency, matters)))
      found.agencies.push_back(agency.code);
  std::sort(found.agencies.begin(), found.agencies.end());
  return found;
}

bool belongs_to(const Directory& directory, const std::vector<std::string>& agencies,
                std::string_view phone) {
  if (agencies.empty()) return false;
  const auto office = office_of(directory, phone);
  return std::any_of(office.agencies.begin(), office.agencies.end(), [&](const auto& code) {
    return std::find(agencies.begin(), agencies.end(), code) != agencies.end();
  });
}

}  // namespace lapor::routing
