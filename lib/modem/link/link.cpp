#include "modem/link/link.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <ctime>
#include <utility>

namespace lapor::modem::link {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t most_output = 4 * 1024 * 1024;  ///< more than any listing and all that goes with it

/// The reason why a handshake failed. If a certificate was refused, it has OpenSSL's reason.
std::string reason_of(TlsStream& stream, const error_code& error) {
  const auto verdict = ::SSL_get_verify_result(stream.native_handle());
  if (verdict != X509_V_OK)
    return fmt::format("its certificate is refused: {}", ::X509_verify_cert_error_string(verdict));
  return error.message();
}

}  // namespace

Instant link_clock() {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return from_ms(std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000);
}

Link::Link(std::shared_ptr<asio::ssl::context> context, asio::ip::tcp::socket socket)
    : context_(std::move(context)),
      stream_(std::move(socket), *context_),
      timer_(stream_.get_executor()),
      watch_(link_clock()) {
  error_code ignored;
  stream_.next_layer().set_option(asio::ip::tcp::no_delay(true), ignored);
}

Link::~Link() = default;

void Link::start(bool is_gateway, Handlers handlers) {
  handlers_ = std::move(handlers);
  limit_handshake();
  stream_.async_handshake(is_gateway ? asio::ssl::stream_base::server : asio::ssl::stream_base::client,
                          [self = shared_from_this()](error_code error) {
                            if (self->closed_) return;
                            if (error) return self->close("TLS: " + reason_of(self->stream_, error));
                            self->on_up();
                          });
}

void Link::limit_handshake() {
  timer_.expires_after(handshake_limit);
  timer_.async_wait([self = shared_from_this()](error_code error) {
    if (!error && !self->up_) self->close("the handshake took too long");
  });
}

void Link::on_up() {
  up_ = true;
  watch_ = LinkWatch(link_clock());
  handlers_.up(peer_of(stream_));
  if (closed_) return;
  watch_later();
  read();
}

/// Judges the link each second. While nothing is read an answer that has come isn't seen.
void Link::watch_later() {
  timer_.expires_after(LinkWatch::interval);
  timer_.async_wait([self = shared_from_this()](error_code error) {
    if (error || self->closed_) return;
    const auto now = link_clock();
    if (!self->held_ && self->watch_.is_dead(now)) return self->close("nothing is heard over the connection");
    if (const auto number = self->watch_.due(now)) self->send(node::Ping{*number});
    self->watch_later();
  });
}

void Link::write(std::string_view packet) {
  if (closed_ || finishing_) return;
  output_.push_back(with_length(packet));
  waiting_ += output_.back().size();
  if (waiting_ > most_output) return close("the other side doesn't read");
  write_next();
}

void Link::write_next() {
  if (writing_ || output_.empty()) return;
  writing_ = true;
  asio::async_write(stream_, asio::buffer(output_.front()),
                    [self = shared_from_this()](error_code error, std::size_t) {
                      self->writing_ = false;
                      if (self->closed_) return;
                      if (error) return self->close("the connection broke: " + error.message());
                      const bool was_congested = self->is_congested();
                      self->waiting_ -= self->output_.front().size();
                      self->output_.pop_front();
                      if (self->output_.empty() && self->finishing_) return self->close({});
                      self->write_next();
                      if (was_congested && !self->is_congested()) self->handlers_.drained();
                    });
}

void Link::read() {
  if (reading_ || held_ || closed_) return;
  reading_ = true;
  stream_.async_read_some(asio::buffer(input_),
                          [self = shared_from_this()](error_code error, std::size_t size) {
                            self->reading_ = false;
                            if (self->closed_) return;
                            if (error) return self->close("the connection broke: " + error.message());
                            if (self->watch_.is_dead(link_clock()))
                              return self->close("what comes over the connection is too old");
                            self->reader_.add({self->input_.data(), size});
                            self->hand_out();
                            self->read();
                          });
}

void Link::hand_out() {
  if (std::exchange(handing_out_, true)) return;
  while (!held_ && !closed_) {
    const auto packet = reader_.next();
    if (!packet) break;
    take(*packet);
  }
  handing_out_ = false;
  if (reader_.is_broken()) close("what comes over the connection is garbled");
}

void Link::take(const std::string& packet) {
  if (node::is_worker_frame(packet)) return handlers_.frame(packet);
  const auto value = node::decode_link_value(packet);
  if (!value) return close("what comes over the connection is garbled");
  if (const auto* ping = std::get_if<node::Ping>(&*value)) return send(node::Pong{ping->number});
  if (const auto* pong = std::get_if<node::Pong>(&*value)) return void(watch_.answered(pong->number));
  if (const auto* hello = std::get_if<node::Hello>(&*value)) return handlers_.hello(*hello);
  handlers_.farewell(std::get<node::Farewell>(*value));
}

void Link::go_on() {
  if (!std::exchange(held_, false) || closed_) return;
  watch_.forgive(link_clock());
  asio::post(stream_.get_executor(), [self = shared_from_this()] {
    if (self->closed_) return;
    self->hand_out();
    self->read();
  });
}

void Link::finish() {
  if (output_.empty()) return close({});
  finishing_ = true;
}

/// The handlers are called once more and then never again, because they may own the owner of this link.
void Link::close(const std::string& why) {
  if (std::exchange(closed_, true)) return;
  error_code ignored;
  timer_.cancel();
  stream_.lowest_layer().close(ignored);
  asio::post(stream_.get_executor(), [self = shared_from_this(), why] {
    const auto handlers = std::exchange(self->handlers_, {});
    if (handlers.closed) handlers.closed(why);
  });
}

void Link::abandon() {
  close({});
  const auto dropped = std::exchange(handlers_, {});
}

}  // namespace lapor::modem::link
