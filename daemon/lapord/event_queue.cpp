#include "lapord/event_queue.hpp"

#include <optional>
#include <utility>

#include "base/expect.hpp"

namespace lapor::daemon {
namespace {

using Source = std::pair<std::string, engine::StorageSlot>;

/// The modem and the slot that an event was read from; nullopt if it came from no slot.
std::optional<Source> source_of(const engine::Event& event) {
  if (const auto* e = std::get_if<engine::SegmentReceived>(&event)) return Source{e->modem, e->slot};
  if (const auto* e = std::get_if<engine::SlotUnreadable>(&event)) return Source{e->modem, e->slot};
  if (const auto* e = std::get_if<engine::LeftoverFound>(&event)) return Source{e->modem, e->slot};
  return std::nullopt;
}

}  // namespace

void EventQueue::push(QueuedEvent queued) {
  const auto source = source_of(queued.event);
  if (holding_ && source) {
    // A modem tells of a slot again and again until it is erased.
    std::erase_if(held_, [&](const QueuedEvent& held) { return source_of(held.event) == source; });
    return held_.push_back(std::move(queued));
  }
  const bool is_segment = std::holds_alternative<engine::SegmentReceived>(queued.event);
  if (waiting_.size() < max_waiting || !is_segment) waiting_.push_back(std::move(queued));
}

QueuedEvent EventQueue::pop() {
  LAPOR_EXPECT(!waiting_.empty());
  auto out = std::move(waiting_.front());
  waiting_.pop_front();
  return out;
}

void EventQueue::hold_sim_events() {
  holding_ = true;
  std::deque<QueuedEvent> others;
  for (auto& queued : waiting_) (source_of(queued.event) ? held_ : others).push_back(std::move(queued));
  waiting_ = std::move(others);
}

void EventQueue::release_sim_events() {
  holding_ = false;
  for (auto& queued : held_) waiting_.push_back(std::move(queued));
  held_.clear();
}

void EventQueue::drop_slots(const std::string& modem, bool also_waiting) {
  const auto is_of_modem = [&](const QueuedEvent& queued) {
    const auto source = source_of(queued.event);
    return source && source->first == modem;
  };
  std::erase_if(held_, is_of_modem);
  if (also_waiting) std::erase_if(waiting_, is_of_modem);
}

}  // namespace lapor::daemon
