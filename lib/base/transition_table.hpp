// A lifecycle as data: which event leads from which state to which other. Each table is printed in
// docs/architecture.md, and a test compares the two.
#pragma once
#include <array>
#include <cstddef>
#include <optional>

namespace lapor {

template <class State, class Event>
struct Transition {
  State from;
  Event event;
  State to;
};

template <class State, class Event, std::size_t N>
class TransitionTable {
 public:
  constexpr explicit TransitionTable(const std::array<Transition<State, Event>, N>& rows) : rows_(rows) {}

  /// The state after this event; nullopt if the event isn't allowed in `from`.
  constexpr std::optional<State> next(State from, Event event) const {
    for (const auto& row : rows_)
      if (row.from == from && row.event == event) return row.to;
    return std::nullopt;
  }

  /// True if no state has two rows for one event. A table asserts it where it is defined.
  constexpr bool is_deterministic() const {
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t j = i + 1; j < N; ++j)
        if (rows_[i].from == rows_[j].from && rows_[i].event == rows_[j].event) return false;
    return true;
  }

  constexpr auto begin() const { return rows_.begin(); }
  constexpr auto end() const { return rows_.end(); }

 private:
  std::array<Transition<State, Event>, N> rows_;
};

}  // namespace lapor
