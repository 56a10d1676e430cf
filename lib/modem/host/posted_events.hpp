// The one way from a supervisor to the engine. What is posted runs from the event loop, in the order in which
// it was posted, and never from inside the call that posts it: so the poster needn't know what the engine
// does with it. One thing runs at a time, and between two the event loop serves others.
//
// One thread. What still waits when this ends is dropped: a supervisor ends only after stop() has called its
// `done`, which is posted behind everything else.
#pragma once
#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <variant>

#include "engine/api/events.hpp"
#include "modem/host/asio.hpp"

namespace lapor::modem {

class PostedEvents {
 public:
  /// Must not throw.
  using Sink = std::function<void(const engine::Event&)>;
  using Task = std::function<void()>;

  PostedEvents(boost::asio::io_context& io, Sink sink);
  ~PostedEvents();
  PostedEvents(const PostedEvents&) = delete;
  PostedEvents& operator=(const PostedEvents&) = delete;

  /// Queues the event for the sink.
  void post(engine::Event event) { add(std::move(event)); }
  /// Queues a task to be called, in order with the events.
  void post_task(Task task) { add(std::move(task)); }
  /// True if an event of this kind was posted and the sink hasn't got it yet.
  template <class E>
  bool waits() const {
    return std::any_of(queue_->waiting.begin(), queue_->waiting.end(), [](const Item& item) {
      const auto* event = std::get_if<engine::Event>(&item);
      return event != nullptr && std::holds_alternative<E>(*event);
    });
  }

 private:
  using Item = std::variant<engine::Event, Task>;
  struct Queue {
    boost::asio::io_context& io;
    Sink sink;
    std::deque<Item> waiting;
    bool scheduled = false;  ///< a handler is on its way that takes the first
  };
  void add(Item item);
  static void schedule(const std::shared_ptr<Queue>& queue);
  static void run_first(const std::shared_ptr<Queue>& queue);

  std::shared_ptr<Queue> queue_;  ///< shared with the handler on its way
};

}  // namespace lapor::modem
