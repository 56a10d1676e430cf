// Between a link and a worker's socket, or lapord's socket that stands for a worker: frames pass unread in
// both directions, and a slow side slows the other down.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "modem/link/asio_ssl.hpp"
#include "modem/link/link.hpp"

namespace lapor::modem::link {

class FrameBridge {
 public:
  /// Takes the socket over (SOCK_SEQPACKET). `ended`: it was closed at its other end; called once, from the
  /// event loop.
  FrameBridge(boost::asio::io_context& io, int socket, std::shared_ptr<Link> link,
              std::function<void()> ended);
  ~FrameBridge();
  FrameBridge(const FrameBridge&) = delete;
  FrameBridge& operator=(const FrameBridge&) = delete;

  /// Passes on what the socket says, from now on.
  void start();
  /// Gives the socket a frame. The link is held where the socket is full.
  void deliver(std::string_view frame);
  /// The link isn't congested any more.
  void drained();
  /// Passes on what is left in the socket, now.
  void empty();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace lapor::modem::link
