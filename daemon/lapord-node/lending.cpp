#include "lapord-node/lending.hpp"

#include <signal.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "common/options.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::daemon {

namespace asio = boost::asio;
namespace link = modem::link;
namespace node = modem::node;
namespace wire = modem::wire;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto welcome_limit = std::chrono::seconds(20);  ///< from looking the name up to the gateway's hello

}  // namespace

Lending::Lending(asio::io_context& io, GatewayAddress gateway, std::shared_ptr<asio::ssl::context> context,
                 std::filesystem::path worker, Handlers handlers)
    : io_(io),
      gateway_(std::move(gateway)),
      context_(std::move(context)),
      program_(std::move(worker)),
      handlers_(std::move(handlers)),
      resolver_(io),
      socket_(io),
      limit_(io),
      ended_(io) {}

Lending::~Lending() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  modem::reap(pid_);
}

void Lending::start() {
  limit_.expires_after(welcome_limit);
  limit_.async_wait([self = shared_from_this()](error_code error) {
    if (!error) self->cut("no answer");
  });
  resolver_.async_resolve(
      gateway_.host, gateway_.port,
      [self = shared_from_this()](error_code error, const tcp::resolver::results_type& addresses) {
        if (error) return self->fail(self->gateway_.host + ": " + error.message());
        if (!self->closed_) self->connect(addresses);
      });
}

void Lending::connect(const tcp::resolver::results_type& addresses) {
  asio::async_connect(socket_, addresses,
                      [self = shared_from_this()](error_code error, const tcp::endpoint&) {
                        if (error) return self->fail(error.message());
                        if (!self->closed_) self->secure();
                      });
}

void Lending::fail(const std::string& why) {
  if (closed_ || link_) return;
  error_code ignored;
  limit_.cancel();
  resolver_.cancel();
  socket_.close(ignored);
  on_closed(why);
}

/// The link's handlers hold this, and let it go when the link is closed.
void Lending::secure() {
  link_ = std::make_shared<link::Link>(context_, std::move(socket_));
  const auto self = shared_from_this();
  link::Link::Handlers handlers;
  handlers.up = [self](const link::Identity&) {
    self->link_->send(node::Hello{wire::version, version_number()});
  };
  handlers.hello = [self](const node::Hello&) {
    self->limit_.cancel();
    self->handlers_.up();
  };
  handlers.frame = [self](std::string_view frame) { self->on_frame(frame); };
  handlers.farewell = [self](const node::Farewell& farewell) { self->on_farewell(farewell); };
  handlers.drained = [self] {
    if (self->bridge_) self->bridge_->drained();
  };
  handlers.closed = [self](const std::string& why) { self->on_closed(why); };
  link_->start(false, std::move(handlers));
}

/// The first one is Configure: it names the modem.
void Lending::on_frame(std::string_view frame) {
  if (bridge_) return bridge_->deliver(frame);
  const auto value = wire::decode_to_worker(frame);
  const auto* configure = value ? std::get_if<wire::Configure>(&*value) : nullptr;
  if (!configure || configure->name.empty()) return link_->close("the gateway asked for no modem");
  link_->hold();
  modem_ = configure->name;
  first_frame_ = frame;
  handlers_.asked(*this);
}

void Lending::begin_worker() {
  if (closed_) return;
  has_begun_ = true;
  const auto worker = modem::start_worker_process(program_.string(), modem_);
  if (!worker) {
    link_->send(node::Farewell{worker.error().context});
    return link_->finish();
  }
  pid_ = worker->pid;
  ended_.assign(worker->ended);
  ended_.async_wait(asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](error_code error) {
    if (!error) self->on_worker_ended();
  });
  // The worker closes its socket when it ends, and `ended_` tells of that.
  bridge_ = std::make_unique<link::FrameBridge>(io_, worker->socket, link_, [] {});
  bridge_->start();
  bridge_->deliver(std::exchange(first_frame_, {}));
  link_->go_on();
}

/// The worker's last frames may still be in its socket.
void Lending::on_worker_ended() {
  bridge_->empty();
  bridge_.reset();
  const auto how = modem::reap(std::exchange(pid_, -1));
  error_code ignored;
  ended_.close(ignored);
  if (closed_) return say_gone();
  link_->send(node::Farewell{how});
  link_->finish();
}

void Lending::on_farewell(const node::Farewell& farewell) {
  if (pid_ >= 0) return void(::kill(pid_, SIGKILL));
  refusal_ = farewell.text;
  link_->send(node::Farewell{"not begun"});
  link_->finish();
}

void Lending::on_closed(const std::string& why) {
  closed_ = true;
  limit_.cancel();
  why_ = !refusal_.empty() ? refusal_ : !why.empty() ? why : "closed by the gateway";
  if (pid_ >= 0)
    ::kill(pid_, SIGKILL);
  else
    say_gone();
}

void Lending::say_gone() {
  const auto handlers = std::exchange(handlers_, {});
  if (handlers.gone) handlers.gone(*this, why_);
}

void Lending::cut(const std::string& why) {
  if (link_)
    link_->close(why);
  else
    fail(why);
}

void Lending::abandon() {
  handlers_ = {};
  error_code ignored;
  limit_.cancel();
  resolver_.cancel();
  socket_.close(ignored);
  ended_.close(ignored);
  if (link_) link_->abandon();
}

}  // namespace lapor::daemon
