#include "modem/host/lent_workers.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace lapor::modem {

void LentWorkers::add(const std::string& node, const WorkerProcess& worker) {
  auto& line = lines_[node];
  line.push_front(std::make_shared<Waiting>(io_, worker));
  if (line.size() > most_waiting) line.pop_back();
  // One whose connection is lost while it waits is of no use to anybody.
  line.front()->ended.async_wait(
      boost::asio::posix::stream_descriptor::wait_read,
      [this, node, lost = std::weak_ptr(line.front())](boost::system::error_code error) {
        if (const auto one = lost.lock(); one && !error) lines_[node].remove(one);
      });
  tell(node);
}

bool LentWorkers::has(const std::string& node) const {
  const auto at = lines_.find(node);
  return at != lines_.end() && !at->second.empty();
}

Result<WorkerProcess> LentWorkers::take(const std::string& node) {
  if (!has(node)) return Error{Errc::retry_later, fmt::format("node {} is not connected", node)};
  auto& line = lines_[node];
  const auto one = std::exchange(line.front(), nullptr);
  line.pop_front();
  WorkerProcess out;
  out.socket = one->socket.release();
  out.ended = one->ended.release();
  return out;
}

void LentWorkers::drop(const std::string& node) { lines_.erase(node); }

void LentWorkers::wait(const std::string& node, const std::shared_ptr<Found>& found) {
  std::erase_if(waiters_, [](const auto& waiter) { return waiter.second.expired(); });
  waiters_.emplace(node, found);
  if (has(node)) tell(node);
}

/// Each supervisor takes one, and a node has one ready at a time: a supervisor that finds none waits again.
void LentWorkers::tell(const std::string& node) {
  std::vector<std::weak_ptr<Found>> called;
  const auto [begin, end] = waiters_.equal_range(node);
  for (auto at = begin; at != end; ++at) called.push_back(at->second);
  waiters_.erase(begin, end);
  for (const auto& waiter : called)
    boost::asio::post(io_, [waiter] {
      if (const auto found = waiter.lock()) (*found)();
    });
}

}  // namespace lapor::modem
