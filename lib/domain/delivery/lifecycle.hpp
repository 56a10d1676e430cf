// The life of a text to send: one table of moves (the promises of docs/architecture.md).
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace lapor::delivery {

enum class State { queued, sending, sent, delivered, failed, in_doubt, expired };

enum class Event {
  claim,           ///< given to a modem; the attempt is on disk first
  accepted,        ///< the modem gave a reference for the last part
  next_segment,    ///< the modem took this part, another follows
  refused,         ///< temporarily: back off and try again
  given_up,        ///< refused for good, or too often
  not_sent,        ///< ended before the final Ctrl-Z could leave: nothing was sent
  in_doubt,        ///< ended after the Ctrl-Z may have left, without an answer
  retry,           ///< in doubt, and no receipt came in time: once more
  settled,         ///< in doubt, and a receipt proved that it arrived (or that the network has it)
  in_doubt_twice,  ///< in doubt for the second time: "may have arrived"
  expire,          ///< too old to be of use
  delivered,       ///< the receipt of the last part
  undelivered      ///< a receipt that says it will never arrive
};

struct Move {
  State from;
  Event event;
  State to;
};

inline constexpr std::array moves{
    Move{State::queued, Event::claim, State::sending}, Move{State::queued, Event::expire, State::expired},
    Move{State::queued, Event::given_up, State::failed}, Move{State::sending, Event::accepted, State::sent},
    Move{State::sending, Event::next_segment, State::queued},
    Move{State::sending, Event::refused, State::queued}, Move{State::sending, Event::given_up, State::failed},
    Move{State::sending, Event::not_sent, State::queued},
    Move{State::sending, Event::in_doubt, State::in_doubt},
    Move{State::in_doubt, Event::retry, State::queued}, Move{State::in_doubt, Event::settled, State::sent},
    Move{State::in_doubt, Event::next_segment, State::queued},
    Move{State::in_doubt, Event::delivered, State::delivered},
    Move{State::in_doubt, Event::undelivered, State::failed},
    Move{State::in_doubt, Event::in_doubt_twice, State::failed},
    Move{State::sent, Event::delivered, State::delivered},
    Move{State::sent, Event::undelivered, State::failed},
    // a receipt that comes after the verdict: the text did arrive
    Move{State::failed, Event::delivered, State::delivered},
    Move{State::expired, Event::delivered, State::delivered},
    Move{State::queued, Event::delivered, State::delivered},  // in doubt, queued again, and then the receipt
};

constexpr std::optional<State> next(State from, Event event) {
  for (const auto& m : moves)
    if (m.from == from && m.event == event) return m.to;
  return std::nullopt;
}
static_assert(!next(State::delivered, Event::retry), "delivered is final");

std::string_view name(State s);
std::optional<State> state(std::string_view name);
std::string_view name(Event e);

}  // namespace lapor::delivery
