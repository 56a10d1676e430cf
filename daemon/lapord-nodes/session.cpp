#include "lapord-nodes/session.hpp"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "common/options.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::daemon {

namespace link = modem::link;
namespace node = modem::node;

namespace {

/// The time from the first byte of TCP to the hello.
constexpr auto hello_limit = std::chrono::seconds(12);
/// The time for a node to read why it is refused.
constexpr auto refusal_limit = std::chrono::seconds(2);
/// The time for a node to say that its worker has ended. lapord waits for 45 seconds.
constexpr auto farewell_limit = std::chrono::seconds(30);

std::string address_of(const boost::asio::ip::tcp::socket& socket) {
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  return error ? std::string("unknown") : peer.address().to_string();
}

}  // namespace

Session::Session(boost::asio::io_context& io, std::shared_ptr<boost::asio::ssl::context> context,
                 boost::asio::ip::tcp::socket socket, std::uint32_t number, Handlers handlers)
    : io_(io),
      number_(number),
      address_(address_of(socket)),
      handlers_(std::move(handlers)),
      link_(std::make_shared<link::Link>(std::move(context), std::move(socket))),
      limit_(io) {}

/// The link's handlers hold this session, and let it go when the link is closed.
void Session::start() {
  limit(hello_limit, "it didn't say hello in time");
  link::Link::Handlers handlers;
  const auto self = shared_from_this();
  handlers.up = [self](const link::Identity& peer) { self->peer_ = peer; };
  handlers.hello = [self](const node::Hello& hello) { self->on_hello(hello); };
  handlers.frame = [self](std::string_view frame) { self->on_frame(frame); };
  handlers.farewell = [self](const node::Farewell& farewell) { self->on_farewell(farewell); };
  handlers.drained = [self] {
    if (self->bridge_) self->bridge_->drained();
  };
  handlers.closed = [self](const std::string& why) {
    self->limit_.cancel();
    self->bridge_.reset();
    self->ended_ = Descriptor();
    self->handlers_.closed(*self, why);
  };
  link_->start(true, std::move(handlers));
}

void Session::limit(std::chrono::seconds time, const char* why) {
  limit_.expires_after(time);
  limit_.async_wait([weak = weak_from_this(), why](boost::system::error_code error) {
    const auto self = weak.lock();
    if (self && !error) self->close(why);
  });
}

void Session::on_hello(const node::Hello& hello) {
  if (!half_open_) return close("it said hello twice");
  hello_ = hello;
  half_open_ = false;
  limit_.cancel();
  handlers_.hello(*this);
}

node::Offer Session::offer() const {
  return {number_, peer_.name, peer_.fingerprint, address_, hello_.wire_version, hello_.program};
}

void Session::serve(Descriptor socket, Descriptor ended) {
  ended_ = std::move(ended);
  // lapord has closed its end: the worker must end, and the node says when it has ended.
  bridge_ = std::make_unique<link::FrameBridge>(io_, socket.release(), link_, [this] {
    link_->send(node::Farewell{});
    limit(farewell_limit, "it doesn't end its worker");
  });
  bridge_->start();
}

void Session::on_frame(std::string_view frame) {
  if (!bridge_) return close("it speaks before it was asked");
  bridge_->deliver(frame);
}

/// The pipe tells lapord how the worker ended before it is closed. lapord may have dropped it already.
void Session::on_farewell(const node::Farewell& farewell) {
  const auto& how = farewell.text;
  const bool told = ended_.get() < 0 || ::write(ended_.get(), how.data(), how.size()) >= 0;
  close(told || errno == EPIPE ? std::string{} : "its end can't be told");
}

void Session::welcome() { link_->send(node::Hello{modem::wire::version, version_number()}); }

void Session::refuse(const std::string& why) {
  link_->send(node::Farewell{why});
  link_->finish();
  limit(refusal_limit, "it was refused");
}

}  // namespace lapor::daemon
