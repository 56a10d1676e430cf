// The operator's socket: one JSON document a line in, one a line out. Bounded in every direction, for whoever
// may open the socket may also send nonsense. Runs on lapord's io_context; not thread-safe.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "control/asio.hpp"
#include "control/json.hpp"

namespace lapor::control {

enum class SocketAccess {
  control,  ///< may give orders; numbers whole
  view      ///< only questions; numbers masked
};

struct Request {
  Json body;  ///< an object with a text "command"
  SocketAccess access = SocketAccess::view;
  std::string actor;  ///< "operator uid 1000", from the kernel
};

/// To be called once, now or later; calls after the first, or after the client left, do nothing.
using Reply = std::function<void(Json answer)>;
/// What lapord does with a request. Must not throw.
using ControlHandler = std::function<void(const Request&, Reply)>;

/// Told of a process that this one started and that asks all the same: it is refused, and somebody else
/// steers it.
using OwnChildAsked = std::function<void(pid_t)>;

/// The two shapes of an answer.
Json done(Json result);
Json refused(std::string reason);

class ControlServer {
 public:
  static constexpr std::size_t max_request = 64 * 1024;
  static constexpr int max_clients = 32;

  ControlServer(boost::asio::io_context& io, SocketAccess access, ControlHandler handler,
                OwnChildAsked own_child_asked = {});
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  /// Binds and listens, for this process's group, or for `group` where that is given; false: it could not be
  /// given to that group. A socket that a dead process left behind is replaced; one that somebody answers on
  /// is not. Errors: rejected (no permission, path too long), conflict (in use).
  Result<bool> listen(const std::filesystem::path& path, const std::string& group = {});
  /// Ends every connection and removes the socket.
  void close();

  struct State;  ///< known to control_server.cpp alone

 private:
  std::shared_ptr<State> state_;
};

}  // namespace lapor::control
