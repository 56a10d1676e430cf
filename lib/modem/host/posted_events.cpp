#include "modem/host/posted_events.hpp"

#include "base/overloaded.hpp"

namespace lapor::modem {

PostedEvents::PostedEvents(boost::asio::io_context& io, Sink sink)
    : queue_(std::make_shared<Queue>(Queue{io, std::move(sink), {}, false})) {}

PostedEvents::~PostedEvents() { queue_->waiting.clear(); }

void PostedEvents::add(Item item) {
  queue_->waiting.push_back(std::move(item));
  if (!queue_->scheduled) schedule(queue_);
}

void PostedEvents::schedule(const std::shared_ptr<Queue>& queue) {
  queue->scheduled = true;
  boost::asio::post(queue->io, [queue] { run_first(queue); });
}

void PostedEvents::run_first(const std::shared_ptr<Queue>& queue) {
  queue->scheduled = false;
  if (queue->waiting.empty()) return;
  const auto item = std::move(queue->waiting.front());
  queue->waiting.pop_front();
  // Scheduled first, so that the others run even if this one throws.
  if (!queue->waiting.empty()) schedule(queue);
  std::visit(
      Overloaded{[&](const engine::Event& event) { queue->sink(event); }, [](const Task& task) { task(); }},
      item);
}

}  // namespace lapor::modem
