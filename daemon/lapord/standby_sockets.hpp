// The sockets of a gateway that stands by: each question is answered with the name of the gateway that is
// active.
#pragma once
#include <functional>
#include <vector>

#include "common/journal.hpp"
#include "config/config.hpp"
#include "control/render.hpp"
#include "control/server.hpp"

namespace lapor::daemon {

class StandbySockets {
 public:
  /// The active gateway first, then this one.
  using Rows = std::function<std::vector<control::NodeRow>()>;

  StandbySockets(boost::asio::io_context& io, Rows rows, const Journal& log);
  /// Listens where the gateway does. What goes wrong is logged: it takes over without them, too.
  void listen(const config::Config& config);
  void close();

 private:
  void answer(const control::Request& request, const control::Reply& reply) const;
  control::Server server(boost::asio::io_context& io, control::Right right);

  Rows rows_;
  const Journal& log_;
  control::Server control_, view_, web_;
};

}  // namespace lapor::daemon
