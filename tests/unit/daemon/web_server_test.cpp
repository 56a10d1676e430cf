// lapord-web's server with one visitor, in one process.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include "control/asio.hpp"
#include "lapord-web/server.hpp"
#include "lapord-web/sockets.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::web;

namespace {

/// A visitor of /live whose bytes are read only when a test does.
int visitor(const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  REQUIRE(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const std::string request = "GET /live HTTP/1.1\r\nHost: lapor\r\n\r\n";
  REQUIRE(::send(fd, request.data(), request.size(), 0) == static_cast<ssize_t>(request.size()));
  return fd;
}

}  // namespace

TEST_CASE("who doesn't read the events is dropped before they pile up, and who reads gets all", "[web]") {
  test::TempDir dir;
  const auto path = (dir.path() / "http.sock").string();
  boost::asio::io_context io;
  GatewayLine nobody(io, dir.path() / "none.sock");
  Counters counters;
  Server server(io, {nobody, counters, [] { return std::make_shared<const Site>(); },
                     [](Request) -> Step {
                       Response live;
                       live.live = true;
                       return live;
                     },
                     [](const Request&) { return std::string_view("/live"); }});
  const auto socket = listen_on("unix:" + path);
  REQUIRE(socket);
  server.accept_on(*socket);
  const int reads = visitor(path), sleeps = visitor(path);
  while (server.streams() < 2) io.run_one();
  const std::string event(10'000, 'x');
  std::size_t got = 0;
  std::string chunk(64'000, '\0');
  for (int i = 0; i < 500; ++i) {
    server.tell("board", event);
    io.poll();
    for (ssize_t n = 0; (n = ::recv(reads, chunk.data(), chunk.size(), MSG_DONTWAIT)) > 0; io.poll())
      got += static_cast<std::size_t>(n);
  }
  CHECK(server.streams() == 1);
  CHECK(server.connections() == 1);
  CHECK(got > 500 * event.size());
  ::close(reads);
  ::close(sleeps);
}
