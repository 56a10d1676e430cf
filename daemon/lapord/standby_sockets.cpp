#include "lapord/standby_sockets.hpp"

#include <fmt/format.h>

#include "control/peer.hpp"

namespace lapor::daemon {
namespace {

constexpr auto view_group = "lapord-view";
constexpr auto web_user = "lapord-web";

}  // namespace

StandbySockets::StandbySockets(boost::asio::io_context& io, Rows rows, const Journal& log)
    : rows_(std::move(rows)),
      log_(log),
      control_(server(io, control::Right::control)),
      view_(server(io, control::Right::view)),
      web_(server(io, control::Right::view)) {}

control::Server StandbySockets::server(boost::asio::io_context& io, control::Right right) {
  return {io, right,
          [this](const control::Request& request, const control::Reply& reply) { answer(request, reply); }};
}

void StandbySockets::answer(const control::Request& request, const control::Reply& reply) const {
  const auto rows = rows_();
  if (control::text_of(request.body, "command") == "nodes")
    return reply(control::done(control::render(rows)));
  reply(control::refused(
      fmt::format("this gateway stands by, and {} is active: ask there (`laporctl nodes`)", rows[0].name)));
}

void StandbySockets::listen(const config::Config& config) {
  const auto listen_at = [&](control::Server& server, const std::filesystem::path& path, const char* group) {
    if (path.empty()) return;
    if (const auto listening = server.listen(path, group); !listening)
      log_.warning(
          "control-socket-missing",
          fmt::format("while this gateway stands by, nobody is answered: {}", listening.error().context));
  };
  listen_at(control_, config.socket, "");
  listen_at(view_, config.view_socket, view_group);
  listen_at(web_, config.web_socket, web_user);
}

void StandbySockets::close() {
  control_.close();
  view_.close();
  web_.close();
}

}  // namespace lapor::daemon
