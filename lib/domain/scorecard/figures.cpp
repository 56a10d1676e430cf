#include "domain/scorecard/figures.hpp"

#include <array>
#include <utility>

namespace lapor::scorecard {
namespace {

constexpr std::string_view late = "late";

constexpr std::array figures{
    std::pair{std::string_view("received"), &Card::received},
    std::pair{std::string_view("responded"), &Card::responded},
    std::pair{std::string_view("unanswered"), &Card::unanswered},
    std::pair{std::string_view("responded_in_time"), &Card::responded_in_time},
    std::pair{std::string_view("responded_24h"), &Card::responded_24h},
    std::pair{std::string_view("resolved"), &Card::resolved},
    std::pair{std::string_view("resolved_in_time"), &Card::resolved_in_time},
    std::pair{std::string_view("contested"), &Card::contested},
    std::pair{std::string_view("reopened"), &Card::reopened},
    std::pair{std::string_view("awaiting"), &Card::awaiting},
    std::pair{std::string_view("transferred"), &Card::transferred},
    std::pair{std::string_view("rejected"), &Card::rejected},
    std::pair{std::string_view("given_back"), &Card::given_back},
    std::pair{std::string_view("came_back"), &Card::came_back},
    std::pair{std::string_view("postponed"), &Card::postponed},
    std::pair{std::string_view("asked"), &Card::asked},
    std::pair{std::string_view("open"), &Card::open},
    std::pair{std::string_view("overdue"), &Card::overdue},
    std::pair{std::string_view("unreachable"), &Card::unreachable},
};

constexpr auto names = [] {
  std::array<std::string_view, figures.size() + 1> all{};
  for (std::size_t i = 0; i < figures.size(); ++i) all[i] = figures[i].first;
  all.back() = late;
  return all;
}();

}  // namespace

std::span<const std::string_view> counted_figures() { return names; }

bool counts(std::string_view figure, const Assignment& assignment, Instant now) {
  Tally alone;
  add(alone, assignment, now);
  const auto& card = alone.card;
  if (figure == late) return card.responded > card.responded_in_time;
  for (const auto& [name, member] : figures)
    if (name == figure) return card.*member > 0;
  return false;
}

}  // namespace lapor::scorecard
