#include "lapord/control_sockets.hpp"

#include <fmt/format.h>

#include "control/dispatch.hpp"
#include "control/peer.hpp"

namespace lapor::daemon {
namespace {

constexpr auto view_group = "lapord-view";
constexpr auto web_user = "lapord-web";

bool may_serve_pages(uid_t uid) { return control::is_user_or_own(uid, web_user); }

}  // namespace

ControlSockets::ControlSockets(boost::asio::io_context& io, control::Gateway& gateway, const Journal& log,
                               ModemOfPid modem_of)
    : gateway_(gateway),
      log_(log),
      modem_of_(std::move(modem_of)),
      portal_(gateway),
      control_(server(io, control::Right::control)),
      view_(server(io, control::Right::view)),
      web_(web_server(io)) {}

control::Server ControlSockets::server(boost::asio::io_context& io, control::Right right) {
  return {io, right,
          [this](const control::Request& request, const control::Reply& reply) {
            control::dispatch(request, gateway_, reply);
          },
          [this](pid_t pid) { on_own_child(pid); }};
}

/// The portal decides what it may ask; a right of the other sockets means nothing here.
control::Server ControlSockets::web_server(boost::asio::io_context& io) {
  return {io, control::Right::view,
          [this](const control::Request& request, const control::Reply& reply) {
            portal_.dispatch(request, reply);
          },
          [this](pid_t pid) { on_own_child(pid); }, may_serve_pages};
}

/// The gateway takes reports without its pages, too.
void ControlSockets::listen_for_web(const std::filesystem::path& path) {
  const auto listening = web_.listen(path, web_user);
  if (!listening)
    log_.warning("web-socket-missing",
                 fmt::format("lapord-web can't ask here: {}", listening.error().context));
}

Result<void> ControlSockets::listen(const config::Config& config) {
  if (!config.web_socket.empty()) listen_for_web(config.web_socket);
  if (const auto listening = control_.listen(config.socket); !listening) return listening.error();
  return config.view_socket.empty() ? Result<void>{} : listen_for_view(config.view_socket);
}

Result<void> ControlSockets::listen_for_view(const std::filesystem::path& path) {
  const auto listening = view_.listen(path, view_group);
  if (!listening) return listening.error();
  if (*listening == control::SocketGroup::own_only)
    log_.notice("view-socket-private",
                fmt::format("{} is for lapord's own group: there is no group {}, or lapord is not in it",
                            path.string(), view_group));
  return {};
}

void ControlSockets::close() {
  control_.close();
  view_.close();
  web_.close();
}

/// Our workers never ask here. One that does was taken over by a text, or by its modem.
void ControlSockets::on_own_child(pid_t pid) {
  const auto before = intrusions_.pass(std::chrono::steady_clock::now());
  if (!before) return;
  const auto modem = modem_of_(pid);
  log_.error(
      "worker-refused",
      fmt::format("process {}, started by this gateway, asked at an operator's socket and was refused{}", pid,
                  log::LogThrottle::kept_back(*before)),
      modem ? log::Fields{{"MODEM", *modem}} : log::Fields{});
}

}  // namespace lapor::daemon
