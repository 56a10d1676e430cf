#include "try/phones/world.hpp"

#include <algorithm>

namespace lapor::phones {

std::string World::name_of(std::string_view phone) const {
  for (const auto& one : people)
    if (one.phone == phone) return one.name;
  return std::string(phone);
}

const Person* World::person(std::string_view name) const {
  const auto at =
      std::find_if(people.begin(), people.end(), [&](const Person& one) { return one.name == name; });
  return at == people.end() ? nullptr : &*at;
}

bool is_number(std::string_view text) {
  constexpr std::size_t fewest = 8, most = 15;
  if (!text.starts_with('+')) return false;
  text.remove_prefix(1);
  return text.size() >= fewest && text.size() <= most &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace lapor::phones
