#include "modem/link/frame_bridge.hpp"

#include <sys/socket.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <utility>

namespace lapor::modem::link {

using boost::asio::posix::stream_descriptor;
using boost::system::error_code;

struct FrameBridge::State : std::enable_shared_from_this<State> {
  State(boost::asio::io_context& io, int fd, std::shared_ptr<Link> l, std::function<void()> e)
      : socket(io, fd), link(std::move(l)), ended(std::move(e)) {}

  void await_frames();
  bool pass_one();
  void deliver(std::string_view frame);
  void deliver_later(std::string_view frame);
  void end();

  stream_descriptor socket;
  std::shared_ptr<Link> link;
  std::function<void()> ended;  ///< empty once it was called, or must not be any more
  std::string buffer = std::string(wire::max_frame + 1, '\0');
  bool waiting = false;  ///< for the socket to say something
  bool over = false;     ///< its other end is closed: nobody wants frames any more
};

void FrameBridge::State::await_frames() {
  if (waiting || link->is_congested() || !socket.is_open()) return;
  waiting = true;
  socket.async_wait(stream_descriptor::wait_read, [self = shared_from_this()](error_code error) {
    self->waiting = false;
    if (error) return;
    while (!self->link->is_congested() && self->pass_one()) {
    }
    if (self->ended) self->await_frames();
  });
}

/// False when there is nothing more now.
bool FrameBridge::State::pass_one() {
  if (!socket.is_open()) return false;
  const auto n = ::recv(socket.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (n <= 0 || static_cast<std::size_t>(n) > wire::max_frame) return end(), false;
  link->send_frame({buffer.data(), static_cast<std::size_t>(n)});
  return true;
}

void FrameBridge::State::end() {
  error_code ignored;
  over = true;
  socket.cancel(ignored);  // whoever waits to deliver
  if (const auto call = std::exchange(ended, {})) call();
}

void FrameBridge::State::deliver(std::string_view frame) {
  if (over || !socket.is_open()) return;
  if (::send(socket.native_handle(), frame.data(), frame.size(), MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) return;
  // Else the other end is gone; the reader of this socket sees that.
  if (errno == EAGAIN || errno == EINTR) deliver_later(frame);
}

void FrameBridge::State::deliver_later(std::string_view frame) {
  link->hold();
  socket.async_wait(stream_descriptor::wait_write,
                    [self = shared_from_this(), frame = std::string(frame)](error_code) {
                      self->link->go_on();
                      self->deliver(frame);
                    });
}

FrameBridge::FrameBridge(boost::asio::io_context& io, int socket, std::shared_ptr<Link> link,
                         std::function<void()> ended)
    : state_(std::make_shared<State>(io, socket, std::move(link), std::move(ended))) {}

FrameBridge::~FrameBridge() {
  error_code ignored;
  state_->ended = {};
  state_->socket.close(ignored);
}

void FrameBridge::start() { state_->await_frames(); }
void FrameBridge::deliver(std::string_view frame) { state_->deliver(frame); }
void FrameBridge::drained() {
  if (state_->ended) state_->await_frames();
}
void FrameBridge::empty() {
  state_->ended = {};
  while (state_->pass_one()) {
  }
}

}  // namespace lapor::modem::link
