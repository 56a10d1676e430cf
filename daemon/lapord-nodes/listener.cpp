#include "lapord-nodes/listener.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/host_port.hpp"
#include "base/utf8.hpp"

namespace lapor::daemon {

namespace asio = boost::asio;
namespace node = modem::node;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto after_accept_failed = std::chrono::seconds(1);
constexpr auto after_listen_failed =
    std::chrono::seconds(30);  ///< an address may come later than this process

/// "127.0.0.1:8312" or "[::]:8312", as the configuration has checked it.
Result<tcp::endpoint> endpoint_of(const std::string& address) {
  const auto at = read_host_port(address);
  error_code error;
  const auto ip = asio::ip::make_address(at ? at->host : std::string{}, error);
  if (!at || error) return Error{Errc::rejected, fmt::format("{} is no address to listen on", address)};
  return tcp::endpoint(ip, at->port);
}

/// Both ends of the socket and the pipe that stand for a worker.
struct Ends {
  Descriptor socket, lapords_socket, ended, lapords_ended;
};

std::optional<Ends> make_ends() {
  int pair[2], pipe[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return std::nullopt;
  Ends out;
  out.socket = Descriptor(pair[0]);
  out.lapords_socket = Descriptor(pair[1]);
  if (::pipe2(pipe, O_CLOEXEC) != 0) return std::nullopt;
  out.lapords_ended = Descriptor(pipe[0]);
  out.ended = Descriptor(pipe[1]);
  return out;
}

}  // namespace

Listener::Listener(asio::io_context& io, const std::filesystem::path& gateway, const Journal& log)
    : io_(io),
      log_(log),
      line_(io, gateway,
            {[this](const node::ListenAt& where) { listen(where); },
             [this](const node::Accept& accept) {
               const auto at = sessions_.find(accept.offer);
               if (at != sessions_.end()) at->second->welcome();
             },
             [this](const node::Refuse& refuse) {
               const auto at = sessions_.find(refuse.offer);
               if (at != sessions_.end()) at->second->refuse(refuse.why);
             },
             [this] { stop(); }}),
      acceptor_(io),
      again_(io) {}

Listener::~Listener() {
  for (const auto& [number, session] : sessions_) session->abandon();
}

void Listener::listen(const node::ListenAt& where) {
  stop();
  if (const auto opened = open(where); !opened) {
    log_.error("nodes-not-listening", opened.error().context);
    again_.start(after_listen_failed, [this, where] { listen(where); });
    return line_.tell(node::Listening{0, opened.error().context});
  }
  const auto port = acceptor_.local_endpoint().port();
  log_.notice("nodes-listening", fmt::format("for nodes on {}, port {}", where.address, port));
  line_.tell(node::Listening{port, {}});
  accept();
}

Result<void> Listener::open(const node::ListenAt& where) {
  auto context = modem::link::gateway_context({where.key, where.certificate, where.authority});
  if (!context) return context.error();
  const auto endpoint = endpoint_of(where.address);
  if (!endpoint) return endpoint.error();
  context_ = *context;
  error_code error;
  acceptor_.open(endpoint->protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(*endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error) return {};
  error_code ignored;
  acceptor_.close(ignored);
  return Error{Errc::rejected, fmt::format("can't listen on {}: {}", where.address, error.message())};
}

/// lapord is gone, so nodes have nobody to serve.
void Listener::stop() {
  error_code ignored;
  acceptor_.close(ignored);
  again_.stop();
  for (const auto& [number, session] : std::map(sessions_)) session->close("the gateway has stopped");
}

void Listener::accept() {
  acceptor_.async_accept([this](error_code error, tcp::socket socket) {
    if (!acceptor_.is_open() || error == asio::error::operation_aborted) return;
    if (error)  // such as no free descriptor
      return again_.start(after_accept_failed, [this] { accept(); });
    accepted(std::move(socket));
    accept();
  });
}

void Listener::accepted(tcp::socket socket) {
  const auto session = std::make_shared<Session>(
      io_, context_, std::move(socket), ++last_,
      Session::Handlers{[this](Session& s) { on_hello(s); },
                        [this](Session& s, const std::string& why) { on_closed(s, why); }});
  make_room(session->address());
  sessions_[session->number()] = session;
  session->start();
}

/// Closes the oldest of those who haven't proven who they are, where there are too many.
void Listener::make_room(const std::string& address) {
  std::size_t all = 0, here = 0;
  Session *oldest = nullptr, *oldest_here = nullptr;
  for (const auto& [number, session] : sessions_) {
    if (!session->is_half_open()) continue;
    if (++all == 1) oldest = session.get();
    if (session->address() == address && ++here == 1) oldest_here = session.get();
  }
  if (here >= most_of_an_address) return oldest_here->close("too many come from its address");
  if (all >= most_half_open) oldest->close("too many come at once");
}

void Listener::on_hello(Session& session) {
  const auto of_it = std::count_if(sessions_.begin(), sessions_.end(), [&](const auto& entry) {
    return !entry.second->is_half_open() && entry.second->peer().fingerprint == session.peer().fingerprint;
  });
  if (static_cast<std::size_t>(of_it) > most_of_a_node) return session.refuse("it has too many connections");
  auto ends = make_ends();
  if (!ends || !line_.offer(session.offer(), ends->lapords_socket.get(), ends->lapords_ended.get()))
    return session.close("the gateway takes none now");
  session.serve(std::move(ends->socket), std::move(ends->ended));
}

void Listener::on_closed(Session& session, const std::string& why) {
  if (session.is_half_open()) {
    if (const auto before = strangers_.pass(std::chrono::steady_clock::now()))
      log_.notice("nodes-stranger", fmt::format("{} proved nothing: {}{}", session.address(),
                                                utf8::escape(why), log::LogThrottle::kept_back(*before)));
  } else {
    line_.tell(node::Gone{session.number()});
    if (!why.empty())
      log_.notice("node-link-closed",
                  fmt::format("{} from {}: {}", utf8::escape(session.peer().name), session.address(), why));
  }
  sessions_.erase(session.number());
}

}  // namespace lapor::daemon
