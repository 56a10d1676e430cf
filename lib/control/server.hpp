// The operator's socket: accepts clients and answers them line by line. Bounded in every direction, for a
// client that may open the socket may also send nonsense: 64 KiB a request, 32 clients, 30 s without a word.
// Runs on the io_context that it is given; not thread-safe.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "control/asio_fwd.hpp"
#include "control/protocol.hpp"

namespace lapor::control {

/// Answers one request, now or later. Must not throw.
using RequestHandler = std::function<void(const Request&, Reply)>;

/// Gets the pid of a client that this process started, directly or not. It is refused any request: a
/// modem's worker that asks here is steered by somebody else.
using OwnChildAsked = std::function<void(pid_t)>;

/// True if a user may ask at all. The connections of others are closed without an answer.
using MayAsk = std::function<bool(uid_t)>;

/// The group that owns a socket's file.
enum class SocketGroup {
  as_asked,
  own_only  ///< it could not be given to the group that was asked for: no such group, or we are not in it
};

class Server {
 public:
  static constexpr std::size_t max_request = std::size_t{64} * 1024;  ///< bytes
  static constexpr int max_clients = 32;

  /// Every request that comes in has `right`.
  Server(boost::asio::io_context& io, Right right, RequestHandler handler, OwnChildAsked own_child_asked = {},
         MayAsk may_ask = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and listens, readable and writable for this process's group, or for `group` where one is given. A
  /// socket that a dead process left behind is replaced. Errors: rejected (no permission, path too long),
  /// conflict (somebody answers there).
  Result<SocketGroup> listen(const std::filesystem::path& path, const std::string& group = {});
  /// Ends every connection and removes the socket. Answers that come later are dropped.
  void close();

  struct State;  ///< known to server.cpp alone

 private:
  std::shared_ptr<State> state_;
};

}  // namespace lapor::control
