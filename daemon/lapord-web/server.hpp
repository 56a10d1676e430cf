// Visitors: accepts their connections, reads requests, lets the pages answer them, and keeps streams of
// events. Bounded in everything: connections, streams, what waits to be written, and time. One thread.
#pragma once
#include <memory>
#include <string_view>

#include "lapord-web/visitors.hpp"

namespace lapor::web {

class Server {
 public:
  Server(boost::asio::io_context& io, Parts parts);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Accepts on a listening socket, which it then owns.
  void accept_on(int socket);
  /// Sends an event to every stream.
  void tell(std::string_view event, std::string_view data);
  std::size_t streams() const;
  std::size_t connections() const;
  /// Ends everything.
  void close();

 private:
  std::shared_ptr<Visitors> visitors_;
};

}  // namespace lapor::web
