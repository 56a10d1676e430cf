#include "try/phones/serve.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "control/asio.hpp"
#include "control/client.hpp"
#include "control/protocol.hpp"
#include "lapord-web/server.hpp"
#include "lapord-web/sockets.hpp"
#include "try/phones/office.hpp"
#include "try/phones/routes.hpp"

namespace lapor::phones {
namespace {

constexpr auto patience = std::chrono::seconds{20};
constexpr auto heartbeat = std::chrono::seconds{15};

int listen_at(std::uint16_t port) {
  const auto socket = web::listen_on(fmt::format("127.0.0.1:{}", port));
  if (!socket) throw story::Missing(socket.error().context);
  return *socket;
}

std::uint16_t port_of(int socket) {
  sockaddr_in at{};
  socklen_t size = sizeof at;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&at), &size);
  return ntohs(at.sin_port);
}

/// A port that nobody listens on just now.
std::uint16_t free_port() {
  const int socket = listen_at(0);
  const auto port = port_of(socket);
  ::close(socket);
  return port;
}

web::Site site_of(const story::Stage& stage, std::uint16_t port) {
  const auto answer = control::ask(stage.path("web.sock"), control::request("settings"), patience);
  const auto settings = answer ? control::result_of(*answer) : Result<Json>(answer.error());
  if (!settings) throw story::Missing("the gateway says its settings: " + settings.error().context);
  auto site = web::read_site(*settings);
  site.listen = fmt::format("127.0.0.1:{}", port);
  return site;
}

std::string file_text(const std::string& name) {
  std::ifstream in{std::string(LAPOR_SOURCE_DIR "/tests/try/phones/assets/") + name};
  std::ostringstream out;
  out << in.rdbuf();
  if (!in) throw story::Missing("can't read " + name);
  return out.str();
}

/// Everything put together. The order of its parts lets none outlive another that it uses.
class Run {
 public:
  Run(boost::asio::io_context& io, story::Stage& stage, const std::string& pages, std::uint16_t port)
      : site_(std::make_shared<const web::Site>(site_of(stage, port))),
        office_(io, stage, pages, [this] { changed(); }),
        routes_(office_, *site_, {file_text("telepon.css"), file_text("telepon.js")}),
        line_(io, stage.path("web.sock")),
        server_(io, {line_, counters_, [this] { return site_; },
                     [this](web::Request request) { return routes_.handle(request); },
                     [](const web::Request&) { return std::string_view{}; }}),
        beat_(io) {}

  void begin(int socket) {
    server_.accept_on(socket);
    office_.begin();
    beat();
  }

 private:
  void changed() { server_.tell("change", std::to_string(++revision_)); }
  void beat() {
    beat_.start(heartbeat, [this] {
      server_.tell({}, {});
      beat();
    });
  }

  std::shared_ptr<const web::Site> site_;
  web::Counters counters_;
  Office office_;
  Routes routes_;
  web::GatewayLine line_;
  web::Server server_;
  daemon::Timer beat_;
  std::uint64_t revision_ = 0;
};

}  // namespace

void serve(story::Stage& stage, std::uint16_t port) {
  signal(SIGPIPE, SIG_IGN);
  const int socket = listen_at(port);
  const auto pages = fmt::format("127.0.0.1:{}", free_port());
  stage.open({Office::rules_of(usual_pace, pages), {"--sim-size", "10"}});
  const test::Process board({stage.places().programs + "/lapord-web", "--gateway", stage.path("web.sock")},
                            stage.path("lapord-web.log"));
  boost::asio::io_context io;
  Run run(io, stage, pages, port_of(socket));
  run.begin(socket);
  stage.narrate(
      fmt::format("open http://127.0.0.1:{}/ in a browser; the board alone is http://{}/; Ctrl-C ends it",
                  port_of(socket), pages));
  io.run();
  if (!stage.interrupted()) throw story::Missing("the gateway goes on: it ended");
}

}  // namespace lapor::phones
