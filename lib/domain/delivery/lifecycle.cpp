#include "domain/delivery/lifecycle.hpp"

#include <utility>

namespace lapor::delivery {
namespace {

constexpr std::array state_names{
    std::pair{State::queued, "queued"},   std::pair{State::sending, "sending"},
    std::pair{State::sent, "sent"},       std::pair{State::delivered, "delivered"},
    std::pair{State::failed, "failed"},   std::pair{State::in_doubt, "unsure"},
    std::pair{State::expired, "expired"},
};

constexpr std::array event_names{
    std::pair{Event::claim, "claim"},
    std::pair{Event::accepted, "accepted"},
    std::pair{Event::next_segment, "next_part"},
    std::pair{Event::refused, "refused"},
    std::pair{Event::given_up, "given_up"},
    std::pair{Event::not_sent, "cut_off"},
    std::pair{Event::in_doubt, "in_doubt"},
    std::pair{Event::retry, "try_again"},
    std::pair{Event::found_sent, "settled"},
    std::pair{Event::in_doubt_twice, "doubted_twice"},
    std::pair{Event::expire, "expire"},
    std::pair{Event::delivered, "delivered"},
    std::pair{Event::undelivered, "undelivered"},
};

}  // namespace

std::string_view name(State s) {
  for (const auto& [state, text] : state_names)
    if (state == s) return text;
  return "?";
}

std::optional<State> state(std::string_view name) {
  for (const auto& [state, text] : state_names)
    if (text == name) return state;
  return std::nullopt;
}

std::string_view name(Event e) {
  for (const auto& [event, text] : event_names)
    if (event == e) return text;
  return "?";
}

}  // namespace lapor::delivery
