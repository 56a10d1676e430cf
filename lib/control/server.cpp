#include "control/server.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <set>

#include "control/asio.hpp"
#include "control/client.hpp"
#include "control/peer.hpp"
#include "control/socket_file.hpp"

namespace lapor::control {

using Socket = boost::asio::local::stream_protocol::socket;
using Acceptor = boost::asio::local::stream_protocol::acceptor;
using boost::system::error_code;

namespace {

constexpr auto max_idle = std::chrono::seconds(30);  // of a client that says nothing, or doesn't read
constexpr auto max_work = std::chrono::hours(1);     // for an answer that waits for a modem or a backup

class Session;

}  // namespace

struct Server::State : std::enable_shared_from_this<State> {
  State(boost::asio::io_context& context, Right r, RequestHandler h, OwnChildAsked o, MayAsk m)
      : io(context),
        right(r),
        handler(std::move(h)),
        own_child_asked(std::move(o)),
        may_ask(std::move(m)),
        acceptor(context),
        pause(context) {}

  void accept();
  void accepted(error_code error, Socket socket);

  boost::asio::io_context& io;
  Right right;
  RequestHandler handler;
  OwnChildAsked own_child_asked;
  MayAsk may_ask;
  Acceptor acceptor;
  boost::asio::steady_timer pause;
  std::filesystem::path path;
  std::set<std::shared_ptr<Session>> sessions;
};

namespace {

/// One connection: reads a line, hands it over, writes the answer, reads the next.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Socket socket, Server::State& server)
      : socket_(std::move(socket)),
        timer_(socket_.get_executor()),
        input_(Server::max_request),
        server_(&server),
        peer_(peer_of(socket_.native_handle())) {}

  /// A worker reads what strangers send; it has nothing to ask here.
  void begin() {
    if (server_->may_ask && !server_->may_ask(peer_.uid)) return close();
    if (!started_by_us(peer_)) return read();
    if (server_->own_child_asked) server_->own_child_asked(peer_.pid);
    answer(refused("the gateway's own workers are not answered here"), true);
  }

  void read() {
    limit(max_idle);
    boost::asio::async_read_until(
        socket_, input_, '\n',
        [self = shared_from_this()](error_code error, std::size_t size) { self->got(error, size); });
  }

  /// The server forgets it; what is under way ends by itself.
  void close() {
    error_code ignored;
    timer_.cancel();
    socket_.close(ignored);
    if (auto* server = std::exchange(server_, nullptr)) server->sessions.erase(shared_from_this());
  }

 private:
  void limit(std::chrono::steady_clock::duration time) {
    timer_.expires_after(time);
    timer_.async_wait([self = weak_from_this()](error_code error) {
      const auto session = self.lock();
      if (!error && session) session->close();
    });
  }

  void got(error_code error, std::size_t size) {
    if (!server_) return;
    if (error == boost::asio::error::not_found)
      return answer(refused("the request is longer than 64 KiB"), true);
    if (error) return close();
    std::string line(size, '\0');
    input_.sgetn(line.data(), static_cast<std::streamsize>(size));
    const auto body = parse_json(line);
    if (!body || !(*body)["command"].text())
      return answer(refused("not a request: one JSON object a line, with a text \"command\""));
    handle({*body, server_->right, engine::Actor::operator_named(fmt::format("operator uid {}", peer_.uid))});
  }

  void handle(const Request& request) {
    limit(max_work);
    server_->handler(request, [self = weak_from_this(), used = false](const Json& json) mutable {
      const auto session = self.lock();
      if (!session || std::exchange(used, true)) return;
      session->answer(json);
    });
  }

  void answer(const Json& json, bool last = false) {
    if (!server_) return;
    output_ = json.dump() + "\n";
    limit(max_idle);
    boost::asio::async_write(socket_, boost::asio::buffer(output_),
                             [self = shared_from_this(), last](error_code error, std::size_t) {
                               if (error || last)
                                 self->close();
                               else if (self->server_)
                                 self->read();
                             });
  }

  Socket socket_;
  boost::asio::steady_timer timer_;
  boost::asio::streambuf input_;
  std::string output_;
  Server::State* server_;
  Peer peer_;
};

Error bind_error(const std::filesystem::path& path, const error_code& error) {
  return {Errc::rejected, fmt::format("control socket {}: {}", path.string(), error.message())};
}

}  // namespace

void Server::State::accept() {
  acceptor.async_accept([weak = weak_from_this()](error_code error, Socket socket) {
    if (const auto self = weak.lock()) self->accepted(error, std::move(socket));
  });
}

void Server::State::accepted(error_code error, Socket socket) {
  if (!acceptor.is_open()) return;
  if (error) {  // such as no free descriptor: try again later, neither spin nor stop
    pause.expires_after(std::chrono::seconds(1));
    pause.async_wait([weak = weak_from_this()](error_code cancelled) {
      if (const auto self = weak.lock(); self && !cancelled) self->accept();
    });
    return;
  }
  if (sessions.size() < max_clients) {
    auto session = std::make_shared<Session>(std::move(socket), *this);
    sessions.insert(session);
    session->begin();
  }
  accept();
}

Server::Server(boost::asio::io_context& io, Right right, RequestHandler handler,
               OwnChildAsked own_child_asked, MayAsk may_ask)
    : state_(std::make_shared<State>(io, right, std::move(handler), std::move(own_child_asked),
                                     std::move(may_ask))) {}

Server::~Server() { close(); }

Result<SocketGroup> Server::listen(const std::filesystem::path& path, const std::string& group) {
  namespace fs = std::filesystem;
  if (path.string().size() > 107)
    return Error{Errc::rejected,
                 fmt::format("control socket {}: a socket's path has at most 107 bytes", path.string())};
  error_code error;
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  if (fs::is_socket(path, ignored)) {
    if (reachable(path))
      return Error{Errc::conflict,
                   fmt::format("control socket {}: another process answers there", path.string())};
    fs::remove(path, ignored);
  }
  auto& acceptor = state_->acceptor;
  acceptor.open(boost::asio::local::stream_protocol(), error);
  if (error) return bind_error(path, error);
  const boost::asio::local::stream_protocol::endpoint at(path.string());
  if (bind_for_group(acceptor.native_handle(), at.data(), static_cast<socklen_t>(at.size())) != 0)
    error.assign(errno, boost::system::system_category());
  if (!error) acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  if (error) {
    error_code closing;
    acceptor.close(closing);
    return bind_error(path, error);
  }
  state_->path = path;
  state_->accept();
  return group.empty() || give_to_group(path, group) ? SocketGroup::as_asked : SocketGroup::own_only;
}

void Server::close() {
  error_code ignored;
  const auto open = state_->acceptor.is_open();
  state_->acceptor.close(ignored);
  state_->pause.cancel();
  for (const auto& session : std::set(state_->sessions)) session->close();
  if (open && !state_->path.empty()) ::unlink(state_->path.c_str());
}

}  // namespace lapor::control
