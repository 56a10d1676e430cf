// One connection of a node: first nobody, then a node with a certificate of our authority that has said
// hello, then the frames of one worker between it and lapord.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "common/packet_socket.hpp"
#include "modem/link/frame_bridge.hpp"
#include "modem/link/link.hpp"

namespace lapor::daemon {

class Session : public std::enable_shared_from_this<Session> {
 public:
  struct Handlers {
    std::function<void(Session&)> hello;                           ///< the node has said it; called once
    std::function<void(Session&, const std::string& why)> closed;  ///< once, the last call
  };
  /// `number` is its name towards lapord.
  Session(boost::asio::io_context& io, std::shared_ptr<boost::asio::ssl::context> context,
          boost::asio::ip::tcp::socket socket, std::uint32_t number, Handlers handlers);

  void start();
  std::uint32_t number() const { return number_; }
  const std::string& address() const { return address_; }
  bool is_half_open() const { return half_open_; }
  const modem::link::Identity& peer() const { return peer_; }
  /// The description of this session that lapord gets.
  modem::node::Offer offer() const;
  /// Its worker's socket and the pipe of that worker's end are our ends of those that lapord got.
  void serve(Descriptor socket, Descriptor ended);
  /// Tells the node that lapord admits it.
  void welcome();
  /// Tells the node why, and closes.
  void refuse(const std::string& why);
  void close(const std::string& why) { link_->close(why); }
  /// Closes it, and calls no handler any more.
  void abandon() { link_->abandon(); }

 private:
  void limit(std::chrono::seconds time, const char* why);
  void on_hello(const modem::node::Hello& hello);
  void on_frame(std::string_view frame);
  void on_farewell(const modem::node::Farewell& farewell);

  boost::asio::io_context& io_;
  std::uint32_t number_;
  std::string address_;
  Handlers handlers_;
  std::shared_ptr<modem::link::Link> link_;
  boost::asio::steady_timer limit_;  ///< for the hello, and at last for the farewell
  modem::link::Identity peer_;
  modem::node::Hello hello_;
  bool half_open_ = true;
  std::unique_ptr<modem::link::FrameBridge> bridge_;
  Descriptor ended_;
};

}  // namespace lapor::daemon
