#include "lapord-learn/collect.hpp"

#include <deque>

#include "learning/decided.hpp"

namespace lapor::daemon {
namespace {

constexpr std::size_t most_lessons = 50'000, page = 500;

}  // namespace

std::vector<learning::Lesson> collect_lessons(engine::Views& views, const engine::Rules& rules) {
  std::deque<learning::Lesson> lessons;
  TicketId last{};
  while (true) {
    const auto tickets = views.tickets_after(last, page);
    if (tickets.empty()) break;
    last = tickets.back().id;
    for (const auto& ticket : tickets) {
      const auto known = learning::decided(ticket, views.events(ticket.id), rules.directory);
      auto lesson = known ? learning::lesson_of(*known, rules.vocabulary, rules.directory) : std::nullopt;
      if (lesson) lessons.push_back(std::move(*lesson));
      if (lessons.size() > most_lessons) lessons.pop_front();
    }
  }
  return {std::make_move_iterator(lessons.begin()), std::make_move_iterator(lessons.end())};
}

learning::Owners owners_of(const engine::Rules& rules) {
  learning::Owners owners;
  for (const auto& agency : rules.directory.agencies)
    for (const auto& category : agency.categories) owners.try_emplace(category, agency.code);
  for (const auto& category : rules.vocabulary.categories)
    if (const auto* owner = rules.directory.owner(category.code, "")) owners[category.code] = owner->code;
  owners[std::string(language::coordinators_category)] = rules.directory.coordinator().code;
  return owners;
}

}  // namespace lapor::daemon
