#include "lapord-web/server.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <set>

#include "lapord-web/connection.hpp"

namespace lapor::web {

using boost::system::error_code;
using Protocol = boost::asio::generic::stream_protocol;

namespace {

/// One listening socket. Held by its own handlers.
class Door : public std::enable_shared_from_this<Door> {
 public:
  Door(int socket, const std::shared_ptr<Visitors>& visitors)
      : visitors_(visitors), acceptor_(visitors->io), pause_(visitors->io) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    acceptor_.assign(Protocol(address.ss_family, 0), socket);
  }

  void accept() {
    acceptor_.async_accept([self = shared_from_this()](error_code error, Protocol::socket socket) {
      self->accepted(error, std::move(socket));
    });
  }

 private:
  void accepted(error_code error, Protocol::socket socket) {
    const auto visitors = visitors_.lock();
    if (!visitors) return;
    if (error) return accept_later();
    admit(*visitors, std::move(socket));
    accept();
  }

  /// After an error such as no free descriptor: wait, so that the server neither spins nor stops.
  void accept_later() {
    pause_.expires_after(std::chrono::seconds(1));
    pause_.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->accept();
    });
  }

  /// The connection that has been silent for longest makes room for a new one.
  static void admit(Visitors& visitors, Protocol::socket socket) {
    auto& all = visitors.connections;
    if (all.size() >= Visitors::most_connections) {
      std::shared_ptr<Connection> longest;
      for (const auto& one : all)
        if (one->idle_since() && (!longest || *one->idle_since() < *longest->idle_since())) longest = one;
      if (!longest) return;
      visitors.parts.counters.refused("shed");
      longest->close();
    }
    auto connection = std::make_shared<Connection>(std::move(socket), visitors);
    all.insert(connection);
    connection->begin();
  }

  std::weak_ptr<Visitors> visitors_;
  boost::asio::basic_socket_acceptor<Protocol> acceptor_;
  boost::asio::steady_timer pause_;
};

}  // namespace

Server::Server(boost::asio::io_context& io, Parts parts)
    : visitors_(std::make_shared<Visitors>(Visitors{io, std::move(parts)})) {}

Server::~Server() { close(); }

void Server::accept_on(int socket) { std::make_shared<Door>(socket, visitors_)->accept(); }

void Server::tell(std::string_view event, std::string_view data) {
  const auto bytes =
      event.empty() ? std::string(": \n\n") : fmt::format("event: {}\ndata: {}\n\n", event, data);
  for (const auto& connection : std::set(visitors_->connections))
    if (connection->is_stream()) connection->send(bytes);
}

std::size_t Server::streams() const { return visitors_->streams; }
std::size_t Server::connections() const { return visitors_->connections.size(); }

void Server::close() {
  for (const auto& connection : std::set(visitors_->connections)) connection->close();
}

}  // namespace lapor::web
