// The workers that nodes lend: connections from other boxes on each of which a worker will start with its
// first frame. Supervisors take them; the owner of the nodes' connections adds them.
//
// One thread, the event loop's.
#pragma once
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "modem/host/asio.hpp"
#include "modem/host/worker_process.hpp"

namespace lapor::modem {

class LentWorkers {
 public:
  /// So many wait for one node at most: a node keeps one ready.
  static constexpr std::size_t most_waiting = 4;

  explicit LentWorkers(boost::asio::io_context& io) : io_(io) {}
  LentWorkers(const LentWorkers&) = delete;
  LentWorkers& operator=(const LentWorkers&) = delete;

  /// Takes its descriptors over. The oldest of too many goes.
  void add(const std::string& node, const WorkerProcess& worker);
  bool has(const std::string& node) const;
  /// The newest: an older one may be of a connection that is dead and not yet seen to be. The caller owns its
  /// descriptors. Errors: retry_later, if there is none.
  Result<WorkerProcess> take(const std::string& node);
  /// Closes all that wait.
  void drop(const std::string& node);

  /// Calls `found` once, from the event loop, as soon as this node has a worker; never after its owner has
  /// dropped it.
  using Found = std::function<void()>;
  void wait(const std::string& node, const std::shared_ptr<Found>& found);

 private:
  struct Waiting {
    Waiting(boost::asio::io_context& io, const WorkerProcess& worker)
        : socket(io, worker.socket), ended(io, worker.ended) {}
    boost::asio::posix::stream_descriptor socket, ended;
  };
  using Line = std::list<std::shared_ptr<Waiting>>;
  void tell(const std::string& node);

  boost::asio::io_context& io_;
  std::map<std::string, Line> lines_;  ///< the newest first
  std::multimap<std::string, std::weak_ptr<Found>> waiters_;
};

}  // namespace lapor::modem
