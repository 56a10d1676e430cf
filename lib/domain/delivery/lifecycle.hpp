// The life of a text to send: one table of transitions (the promises of docs/architecture.md).
#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "base/transition_table.hpp"

namespace lapor::delivery {

enum class State { queued, sending, sent, delivered, failed, in_doubt, expired };

enum class Event {
  claim,           ///< given to a modem; the attempt is on disk first
  accepted,        ///< the modem gave a reference for the last segment
  next_segment,    ///< the modem took this segment, another follows
  refused,         ///< temporarily: back off and try again
  given_up,        ///< refused for good, or too often
  not_sent,        ///< ended before the final Ctrl-Z could leave: nothing was sent
  in_doubt,        ///< ended after the Ctrl-Z may have left, without an answer
  retry,           ///< in doubt, and no status report came in time: once more
  found_sent,      ///< in doubt, and a status report proved that it arrived (or that the network has it)
  in_doubt_twice,  ///< in doubt for the second time: "may have arrived"
  expire,          ///< too old to be of use
  delivered,       ///< the status report of the last segment
  undelivered      ///< a status report that says it will never arrive
};

inline constexpr TransitionTable transitions{std::to_array<Transition<State, Event>>({
    {State::queued, Event::claim, State::sending},
    {State::queued, Event::expire, State::expired},
    {State::queued, Event::given_up, State::failed},
    {State::sending, Event::accepted, State::sent},
    {State::sending, Event::next_segment, State::queued},
    {State::sending, Event::refused, State::queued},
    {State::sending, Event::given_up, State::failed},
    {State::sending, Event::not_sent, State::queued},
    {State::sending, Event::in_doubt, State::in_doubt},
    {State::in_doubt, Event::retry, State::queued},
    {State::in_doubt, Event::found_sent, State::sent},
    {State::in_doubt, Event::next_segment, State::queued},
    {State::in_doubt, Event::delivered, State::delivered},
    {State::in_doubt, Event::undelivered, State::failed},
    {State::in_doubt, Event::in_doubt_twice, State::failed},
    {State::sent, Event::delivered, State::delivered},
    {State::sent, Event::undelivered, State::failed},
    // a status report that comes after the verdict: the text did arrive
    {State::failed, Event::delivered, State::delivered},
    {State::expired, Event::delivered, State::delivered},
    {State::queued, Event::delivered, State::delivered},  // in doubt, queued again, then its status report
})};
static_assert(transitions.is_deterministic());

/// The state after an event; nullopt if the event isn't allowed in `from`.
constexpr std::optional<State> next(State from, Event event) { return transitions.next(from, event); }
static_assert(!next(State::delivered, Event::retry), "delivered is final");

std::string_view name(State s);
std::optional<State> state(std::string_view name);
std::string_view name(Event e);

}  // namespace lapor::delivery
