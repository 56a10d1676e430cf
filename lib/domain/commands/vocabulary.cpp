#include "domain/commands/vocabulary.hpp"

#include <algorithm>

namespace lapor::commands {

namespace {

template <class T>
const T* find_code(const std::vector<T>& items, std::string_view code) {
  const auto at = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.code == code; });
  return at == items.end() ? nullptr : &*at;
}

}  // namespace

const Category* Vocabulary::category(std::string_view code) const { return find_code(categories, code); }

const Area* Vocabulary::area(std::string_view code) const { return find_code(areas, code); }

}  // namespace lapor::commands
