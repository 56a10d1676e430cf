// Lets nodes in. A client without a certificate of our authority is closed after a few seconds, and only a
// limited number of them are connected at a time.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "base/log_throttle.hpp"
#include "common/journal.hpp"
#include "lapord-nodes/gateway_line.hpp"
#include "lapord-nodes/session.hpp"

namespace lapor::daemon {

class Listener {
 public:
  /// Connections that haven't proven who they are: of all, and of one address. Where all are used the oldest
  /// goes, so that nobody keeps the nodes out by just holding them.
  static constexpr std::size_t most_half_open = 64, most_of_an_address = 16;
  static constexpr std::size_t most_of_a_node = 40;  ///< a worker each, and one that is ready

  Listener(boost::asio::io_context& io, const std::filesystem::path& gateway, const Journal& log);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  void start() { line_.start(); }

 private:
  void listen(const modem::node::ListenAt& where);
  Result<void> open(const modem::node::ListenAt& where);
  void stop();
  void accept();
  void accepted(boost::asio::ip::tcp::socket socket);
  void make_room(const std::string& address);
  void on_hello(Session& session);
  void on_closed(Session& session, const std::string& why);

  boost::asio::io_context& io_;
  const Journal& log_;
  GatewayLine line_;
  boost::asio::ip::tcp::acceptor acceptor_;
  Timer again_;
  std::shared_ptr<boost::asio::ssl::context> context_;
  std::map<std::uint32_t, std::shared_ptr<Session>> sessions_;  ///< the oldest first
  std::uint32_t last_ = 0;
  log::LogThrottle strangers_{std::chrono::minutes(1)};
};

}  // namespace lapor::daemon
