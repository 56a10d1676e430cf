// One TLS connection between lapord-node and lapord-nodes: it carries the frames of one worker, and notices
// within 27 seconds that it is dead. Nothing is said or heard before the other side's certificate is proven
// to be of our authority.
//
// One thread, the event loop's. Handlers are called from the event loop only.
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "modem/link/asio_ssl.hpp"
#include "modem/link/link_watch.hpp"
#include "modem/link/packets.hpp"
#include "modem/link/tls.hpp"
#include "modem/protocol/node_frames.hpp"

namespace lapor::modem::link {

class Link : public std::enable_shared_from_this<Link> {
 public:
  static constexpr std::size_t congested_at = 256 * 1024;  ///< bytes that wait to be written
  /// For the handshake, of both sides.
  static constexpr Duration handshake_limit{std::chrono::seconds(10)};

  struct Handlers {
    std::function<void(const Identity& peer)> up;  ///< once
    std::function<void(std::string_view frame)> frame;
    std::function<void(const node::Hello&)> hello;
    std::function<void(const node::Farewell&)> farewell;
    std::function<void()> drained;                       ///< it isn't congested any more
    std::function<void(const std::string& why)> closed;  ///< once, the last call
  };

  /// `context` lives as long as the link.
  Link(std::shared_ptr<boost::asio::ssl::context> context, boost::asio::ip::tcp::socket socket);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// Begins the handshake, in the part that the context is for.
  void start(bool is_gateway, Handlers handlers);
  void send(const node::LinkValue& value) { write(node::encode(value)); }
  void send_frame(std::string_view frame) { write(frame); }
  bool is_congested() const { return waiting_ > congested_at; }
  /// Reads nothing more until go_on(): the receiver of the frames is busy.
  void hold() { held_ = true; }
  void go_on();
  /// Closes it once all that was sent is written; `closed` is called then.
  void finish();
  /// Closes it now; `closed` is called soon.
  void close(const std::string& why);
  /// Closes it now, calls no handler any more and releases what the handlers own.
  void abandon();

 private:
  void on_up();
  void write(std::string_view packet);
  void write_next();
  void read();
  void hand_out();
  void take(const std::string& packet);
  void watch_later();
  void limit_handshake();

  std::shared_ptr<boost::asio::ssl::context> context_;
  TlsStream stream_;
  boost::asio::steady_timer timer_;
  Handlers handlers_;
  LinkWatch watch_;
  PacketReader reader_;
  std::string input_ = std::string(16 * 1024, '\0');
  std::deque<std::string> output_;
  std::size_t waiting_ = 0;  ///< bytes in output_
  bool up_ = false, held_ = false, reading_ = false, writing_ = false, handing_out_ = false;
  bool finishing_ = false, closed_ = false;
};

/// The machine's running time, which goes on while it sleeps.
Instant link_clock();

}  // namespace lapor::modem::link
