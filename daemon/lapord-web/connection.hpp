// One visitor's connection.
#pragma once
#include <boost/asio/generic/stream_protocol.hpp>
#include <deque>
#include <memory>

#include "control/asio.hpp"
#include "lapord-web/visitors.hpp"
#include "web/http/reader.hpp"

namespace lapor::web {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::generic::stream_protocol::socket;

  Connection(Socket socket, Visitors& visitors);
  void begin();
  void close();
  /// For a stream: writes this as soon as what came before is written.
  void send(const std::string& bytes);
  bool is_stream() const { return stream_; }
  const std::string& client() const { return client_; }  ///< of its last request
  /// Since when it has waited for a request; nullopt while one is under way.
  std::optional<std::chrono::steady_clock::time_point> idle_since() const { return idle_since_; }

 private:
  void read();
  void got(std::size_t size);
  void handle_next();
  void handle(Request request);
  void refuse(const Refusal& refusal);
  void drive(Step step);
  void answer(const Response& response);
  void write(std::string bytes);
  void wrote();
  bool may_stream() const;
  void begin_stream();
  void write_more();
  void await_leaving();
  void limit(std::chrono::steady_clock::duration time);

  Socket socket_;
  boost::asio::steady_timer timer_;
  Reader reader_;
  std::array<char, 4096> chunk_{};
  std::string output_, peer_, client_, route_;
  std::deque<std::string> backlog_;
  std::size_t backlog_bytes_ = 0;
  Visitors* visitors_;
  std::optional<std::chrono::steady_clock::time_point> idle_since_;
  std::chrono::steady_clock::time_point began_{};
  bool unix_ = false, keep_alive_ = true, head_only_ = false, stream_ = false, stream_next_ = false;
  bool writing_ = false;
};

}  // namespace lapor::web
