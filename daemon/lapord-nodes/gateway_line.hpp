// lapord-nodes' end of nodes.sock: lapord says where to listen and by which papers, and gets each node that
// has come. While lapord isn't there it is tried again each second.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>

#include "common/packet_socket.hpp"
#include "common/timer.hpp"
#include "modem/link/asio_ssl.hpp"
#include "modem/protocol/node_frames.hpp"

namespace lapor::daemon {

class GatewayLine {
 public:
  struct Handlers {
    std::function<void(const modem::node::ListenAt&)> listen;
    std::function<void(const modem::node::Accept&)> accept;
    std::function<void(const modem::node::Refuse&)> refuse;
    std::function<void()> lost;  ///< lapord is gone: nobody is served until `listen`
  };
  GatewayLine(boost::asio::io_context& io, std::filesystem::path socket, Handlers handlers);
  ~GatewayLine();
  GatewayLine(const GatewayLine&) = delete;
  GatewayLine& operator=(const GatewayLine&) = delete;

  void start();
  void tell(const modem::node::FromListener& value);
  /// Offers a worker's socket and the pipe of its end. Both stay the caller's. False if lapord takes none
  /// now.
  bool offer(const modem::node::Offer& offer, int socket, int ended);

 private:
  struct State;
  void connect();
  void read();
  void lose();

  std::filesystem::path path_;
  Handlers handlers_;
  Timer again_;
  std::unique_ptr<State> state_;
};

}  // namespace lapor::daemon
