// The events that wait for the engine, in the order in which they came. While the disk is full, those that
// came from a SIM are held back: they would take room, and their text is still on the SIM. Values only.
#pragma once
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <string>

#include "engine/api/effects.hpp"
#include "engine/api/events.hpp"

namespace lapor::daemon {

/// Gets what the engine answered, after the commit; nullptr if the event was given up.
using Committed = std::function<void(const engine::Effects*)>;

struct QueuedEvent {
  engine::Event event;
  Committed committed;  ///< may be empty
  std::chrono::steady_clock::time_point came = std::chrono::steady_clock::now();
};

class EventQueue {
 public:
  /// A received segment is dropped where this many events wait already: it is still on its SIM.
  static constexpr std::size_t max_waiting = 10'000;

  void push(QueuedEvent event);
  /// Back to where it was: it could not be worked on yet.
  void push_front(QueuedEvent event) { waiting_.push_front(std::move(event)); }
  bool empty() const { return waiting_.empty(); }  ///< of events that are not held back
  /// \pre not empty
  QueuedEvent pop();

  /// Holds back the events from SIMs, those that wait and those that come.
  void hold_sim_events();
  /// Puts the events that were held back behind those that wait.
  void release_sim_events();

  /// Drops held back events from a modem's slots: the modem's next worker reads the slots again, and a number
  /// may name another text then. `also_waiting`: drops those that wait, too.
  void drop_slots(const std::string& modem, bool also_waiting);

 private:
  std::deque<QueuedEvent> waiting_, held_;
  bool holding_ = false;
};

}  // namespace lapor::daemon
