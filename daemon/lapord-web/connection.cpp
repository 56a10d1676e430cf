#include "lapord-web/connection.hpp"

#include <algorithm>
#include <boost/asio/read.hpp>

#include "lapord-web/sockets.hpp"
#include "web/http/policy.hpp"
#include "web/http/writer.hpp"

namespace lapor::web {

using boost::system::error_code;

namespace {

constexpr auto max_idle = std::chrono::seconds(30);   // between two requests
constexpr auto max_read = std::chrono::seconds(10);   // for one request, from its first byte
constexpr auto max_work = std::chrono::seconds(30);   // for lapord's answers
constexpr auto max_write = std::chrono::seconds(20);  // for a client that reads slowly

}  // namespace

Connection::Connection(Socket socket, Visitors& visitors)
    : socket_(std::move(socket)),
      timer_(visitors.io),
      peer_(peer_address(socket_.native_handle())),
      visitors_(&visitors),
      unix_(peer_ == "unix") {}

void Connection::begin() {
  idle_since_ = std::chrono::steady_clock::now();
  limit(max_idle);
  read();
}

void Connection::limit(std::chrono::steady_clock::duration time) {
  timer_.expires_after(time);
  timer_.async_wait([weak = weak_from_this()](error_code error) {
    const auto self = weak.lock();
    if (!error && self) self->close();
  });
}

void Connection::close() {
  error_code ignored;
  timer_.cancel();
  socket_.close(ignored);
  auto* visitors = std::exchange(visitors_, nullptr);
  if (!visitors) return;
  if (stream_) --visitors->streams;
  visitors->connections.erase(shared_from_this());
}

void Connection::read() {
  socket_.async_read_some(boost::asio::buffer(chunk_),
                          [self = shared_from_this()](error_code error, std::size_t size) {
                            if (error) return self->close();
                            self->got(size);
                          });
}

void Connection::got(std::size_t size) {
  if (!visitors_) return;
  if (idle_since_) {  // the time counts from the first byte, however slowly the others come
    idle_since_.reset();
    limit(max_read);
  }
  reader_.put(std::string_view(chunk_.data(), size));
  handle_next();
}

void Connection::handle_next() {
  auto next = reader_.next();
  if (!next) return read();
  began_ = std::chrono::steady_clock::now();
  limit(max_work);
  if (const auto* refusal = std::get_if<Refusal>(&*next)) return refuse(*refusal);
  handle(std::move(std::get<Request>(*next)));
}

void Connection::refuse(const Refusal& refusal) {
  route_ = "";
  keep_alive_ = head_only_ = false;
  visitors_->parts.counters.refused(refusal.reason);
  answer(refusal_page(refusal));
}

void Connection::handle(Request request) {
  const auto site = visitors_->parts.site();
  keep_alive_ = request.keep_alive;
  head_only_ = request.method == Method::head;
  request.over_unix_socket = unix_;
  client_ = request.client = client_of(request, peer_, *site);
  route_ = visitors_->parts.route_of(request);
  if (route_ == "/metrics")
    visitors_->parts.counters.set_connections(visitors_->connections.size(), visitors_->streams);
  drive(visitors_->parts.handle(std::move(request)));
}

/// Asks lapord as often as the page wants.
void Connection::drive(Step step) {
  if (!visitors_) return;
  if (const auto* response = std::get_if<Response>(&step.next)) return answer(*response);
  auto& ask = std::get<Ask>(step.next);
  visitors_->parts.gateway.ask(ask.question,
                               [self = shared_from_this(), then = std::move(ask.then)](const Json& answer) {
                                 if (!self->visitors_) return;
                                 self->drive(then(answer));
                               });
}

void Connection::answer(const Response& response) {
  const auto took = std::chrono::steady_clock::now() - began_;
  visitors_->parts.counters.answered(route_, response.status,
                                     std::chrono::duration_cast<std::chrono::microseconds>(took));
  stream_next_ = response.live && !head_only_;
  if (stream_next_ && !may_stream()) {
    stream_next_ = false;
    return write(web::write(refusal_page({503, "streams"}), false, false));
  }
  if (route_ != "/metrics" || response.status != 200)
    return write(web::write(response, keep_alive_, head_only_));
  auto with_ours = response;  // what this process counts of itself, behind what lapord told
  with_ours.body += visitors_->parts.counters.text();
  write(web::write(with_ours, keep_alive_, head_only_));
}

/// One visitor can't hold all streams. A visitor who comes without a proxy is on this machine.
bool Connection::may_stream() const {
  if (visitors_->streams >= Visitors::most_streams) return false;
  if (client_ == peer_) return true;
  const auto& all = visitors_->connections;
  const auto theirs = std::count_if(
      all.begin(), all.end(), [&](const auto& one) { return one->is_stream() && one->client() == client_; });
  return static_cast<std::size_t>(theirs) < Visitors::most_streams_of_one;
}

void Connection::write(std::string bytes) {
  output_ = std::move(bytes);
  limit(max_write);
  boost::asio::async_write(socket_, boost::asio::buffer(output_),
                           [self = shared_from_this()](error_code error, std::size_t) {
                             if (error) return self->close();
                             self->wrote();
                           });
}

void Connection::wrote() {
  if (!visitors_) return;
  if (stream_next_) return begin_stream();
  if (!keep_alive_) return close();
  idle_since_ = std::chrono::steady_clock::now();
  limit(max_idle);
  if (reader_.idle()) return read();
  idle_since_.reset();
  limit(max_read);
  handle_next();
}

void Connection::begin_stream() {
  stream_ = true;
  ++visitors_->streams;
  timer_.cancel();
  await_leaving();
  send("retry: 3000\n\n");
}

/// A stream's client sends nothing more; a byte, or the end, tells that it left.
void Connection::await_leaving() {
  boost::asio::async_read(socket_, boost::asio::buffer(chunk_.data(), 1),
                          [self = shared_from_this()](error_code, std::size_t) { self->close(); });
}

void Connection::send(const std::string& bytes) {
  if (!visitors_) return;
  if (backlog_bytes_ + bytes.size() > Visitors::longest_backlog) return close();
  backlog_bytes_ += bytes.size();
  backlog_.push_back(bytes);
  if (!writing_) write_more();
}

void Connection::write_more() {
  if (backlog_.empty()) return timer_.cancel(), void();
  writing_ = true;
  limit(max_write);
  boost::asio::async_write(socket_, boost::asio::buffer(backlog_.front()),
                           [self = shared_from_this()](error_code error, std::size_t size) {
                             self->writing_ = false;
                             if (error) return self->close();
                             self->backlog_bytes_ -= size;
                             self->backlog_.pop_front();
                             self->write_more();
                           });
}

}  // namespace lapor::web
