#include "lapord-web/run.hpp"

#include <fmt/format.h>

#include <csignal>

#include "common/clock.hpp"
#include "common/exit_status.hpp"
#include "common/systemd_notify.hpp"
#include "common/timer.hpp"
#include "control/asio.hpp"
#include "control/client.hpp"
#include "control/protocol.hpp"
#include "lapord-web/gateway_line.hpp"
#include "lapord-web/server.hpp"
#include "lapord-web/sockets.hpp"
#include "web/app.hpp"

namespace lapor::web {
namespace {

constexpr auto first_patience = std::chrono::seconds(10);
constexpr auto settings_hold = std::chrono::seconds(30);  // then lapord may have reloaded its configuration
constexpr auto look_every = std::chrono::seconds(2);      // at the board, while somebody looks on
constexpr auto heartbeat = std::chrono::seconds(15);      // a proxy ends a stream that is silent for a minute

/// Everything put together. The order of its parts lets none outlive another that it uses.
class Run {
 public:
  Run(boost::asio::io_context& io, const std::filesystem::path& socket, Site site, const daemon::Journal& log)
      : site_(std::make_shared<const Site>(std::move(site))),
        log_(log),
        gateway_(io, socket),
        server_(io, {gateway_, counters_, [this] { return site_; },
                     [this](Request request) {
                       return app_.handle(site_, std::move(request), daemon::system_now());
                     },
                     App::route_of}),
        settings_(io),
        board_(io),
        beat_(io) {}

  /// False, and logged, if there is nowhere to listen.
  bool listen() {
    bool listening = false;
    if (const int socket = handed_over(); socket >= 0) {
      server_.accept_on(socket);
      listening = true;
    }
    if (site_->listen.empty()) return listening || complain("no [http] listen, and no socket from systemd");
    const auto socket = listen_on(site_->listen);
    if (!socket) return complain(socket.error().context) || listening;
    server_.accept_on(*socket);
    log_.notice("web-listening", fmt::format("pages on {}", site_->listen));
    return true;
  }

  void begin() {
    renew_settings();
    look_at_board();
    beat();
  }

 private:
  bool complain(const std::string& why) const {
    log_.error("web-not-listening", why);
    return false;
  }

  void renew_settings() {
    settings_.start(settings_hold, [this] {
      gateway_.ask(control::request("settings"), [this](const Json& answer) {
        if (const auto settings = control::result_of(answer))
          site_ = std::make_shared<const Site>(read_site(*settings));
      });
      renew_settings();
    });
  }

  /// Asks for figures only while somebody is told of them.
  void look_at_board() {
    board_.start(look_every, [this] {
      if (server_.streams() > 0)
        gateway_.ask(control::request("board", {{"days", 30}}),
                     [this](const Json& answer) { compare(answer); });
      look_at_board();
    });
  }

  void compare(const Json& answer) {
    const auto result = control::result_of(answer);
    if (!result) return;
    auto revision = control::text_of(*result, "revision");
    if (revision == revision_) return;
    revision_ = std::move(revision);
    server_.tell("board", revision_);
  }

  void beat() {
    beat_.start(heartbeat, [this] {
      server_.tell({}, {});
      beat();
    });
  }

  std::shared_ptr<const Site> site_;
  const daemon::Journal& log_;
  App app_;
  Counters counters_;
  std::string revision_;
  GatewayLine gateway_;
  Server server_;
  daemon::Timer settings_, board_, beat_;
};

std::optional<Site> first_settings(const std::filesystem::path& socket, const daemon::Journal& log) {
  const auto answer = control::ask(socket, control::request("settings"), first_patience);
  const auto settings = answer ? control::result_of(*answer) : Result<Json>(answer.error());
  if (settings) return read_site(*settings);
  log.error("web-no-gateway", settings.error().context);
  return std::nullopt;
}

}  // namespace

int serve(const std::filesystem::path& gateway_socket, const daemon::Journal& log) {
  std::signal(SIGPIPE, SIG_IGN);
  auto site = first_settings(gateway_socket, log);
  if (!site) return daemon::exit_unavailable;
  boost::asio::io_context io;
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });
  Run run(io, gateway_socket, std::move(*site), log);
  if (!run.listen()) return daemon::exit_config;
  run.begin();
  daemon::systemd::ready();
  io.run();
  return daemon::exit_ok;
}

}  // namespace lapor::web
