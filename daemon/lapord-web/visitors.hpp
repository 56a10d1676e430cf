// All connections, and what each of them needs.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <string_view>

#include "control/asio_fwd.hpp"
#include "lapord-web/gateway_line.hpp"
#include "web/metrics.hpp"
#include "web/site.hpp"

namespace lapor::web {

class Connection;

/// The parts of the process that a connection uses.
struct Parts {
  GatewayLine& gateway;  ///< who answers a page's questions
  Counters& counters;
  std::function<std::shared_ptr<const Site>()> site;  ///< the newest
  std::function<Step(Request)> handle;                ///< the pages
  /// The route's path, for the metrics: never what a stranger wrote.
  std::function<std::string_view(const Request&)> route_of;
};

struct Visitors {
  static constexpr std::size_t most_connections = 256, most_streams = 32;
  static constexpr std::size_t most_streams_of_one = 8;      ///< of an address that a proxy told
  static constexpr std::size_t longest_backlog = 64 * 1024;  ///< bytes that a stream's client may be behind

  boost::asio::io_context& io;
  Parts parts;
  std::set<std::shared_ptr<Connection>> connections{};
  std::size_t streams = 0;
};

}  // namespace lapor::web
