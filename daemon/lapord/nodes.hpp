// The boxes that lend modems, as lapord sees them: which are admitted, which are connected. lapord-nodes
// proves which node comes; lapord decides here whether to serve it.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/log_throttle.hpp"
#include "common/child_task.hpp"
#include "common/findings.hpp"
#include "common/journal.hpp"
#include "common/node_folder.hpp"
#include "config/config.hpp"
#include "control/render.hpp"
#include "lapord/supervisor_pool.hpp"
#include "modem/protocol/node_frames.hpp"

namespace lapor::daemon {

struct Received;

class Nodes {
 public:
  /// Gets the configuration of a node's lapord-node.
  using Admitted = std::function<void(Result<std::string>)>;

  /// `program` is lapord-nodes. All outlive it.
  Nodes(boost::asio::io_context& io, const config::Config& config, SupervisorPool& modems,
        std::filesystem::path program, std::function<Instant()> now, const Journal& log);
  ~Nodes();
  Nodes(const Nodes&) = delete;
  Nodes& operator=(const Nodes&) = delete;

  /// Lets nodes in, if [node] listen says where. What goes wrong is logged: texts come and go without them.
  void start();
  /// Lets none in any more. Those that are connected go on until their modems have stopped.
  void stop();

  /// This box first.
  std::vector<control::NodeRow> rows() const;
  Findings findings() const;
  /// Errors: conflict while another one is admitted, rejected.
  void add(const std::string& name, const std::string& at, Admitted admitted);
  /// Errors: rejected, if there is none.
  Result<void> remove(const std::string& name);

 private:
  struct Line;
  struct Seen {
    std::string address, version;
    Instant last{};
  };
  void listen();
  void await_listener();
  void accept_listener();
  void read();
  void lose_listener();
  bool take(Received& received);
  void take_offer(const modem::node::Offer& offer, Received& received);
  std::string objection(const modem::node::Offer& offer) const;
  void welcome(const modem::node::Offer& offer, Received& received);
  void forget_offer(std::uint32_t offer);
  bool is_connected(const std::string& node) const;
  control::NodeRow row_of(const std::string& node) const;
  std::string address_for(const std::string& at) const;
  void on_admitted(const std::string& name, const ChildTask::End& end, const Admitted& admitted);
  void tell(const modem::node::ToListener& value);

  const config::Config& config_;
  SupervisorPool& modems_;
  std::filesystem::path program_;
  std::function<Instant()> now_;
  const Journal& log_;
  NodeFolder folder_;
  ChildTask child_;
  std::unique_ptr<Line> line_;
  std::map<std::string, std::string> admitted_;       ///< fingerprints by names
  std::map<std::uint32_t, std::string> connections_;  ///< nodes by their offers, as long as they are open
  std::map<std::string, Seen> seen_;
  bool has_listener_ = false;
  std::string trouble_;  ///< why no nodes are let in, for people
  log::LogThrottle refusals_{std::chrono::minutes(1)};
};

}  // namespace lapor::daemon
