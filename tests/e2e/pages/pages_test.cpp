// lapord-web on the wire: what it refuses, how many it serves, and what it does without lapord. Every phone
// number is fictitious.
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "e2e/pages/wire.hpp"
#include "support/catch.hpp"
#include "support/gateway.hpp"

using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

/// A gateway without a modem, and its pages.
struct Pages {
  int port = free_port();
  Gateway gateway{"no-such-modem"};
  std::unique_ptr<Process> web;

  explicit Pages(const std::string& more = {}) {
    gateway.configure(fmt::format("[http]\nlisten = \"127.0.0.1:{}\"\n{}", port, more));
    gateway.start();
    start();
  }
  void start() {
    web = std::make_unique<Process>(
        std::vector<std::string>{LAPOR_BIN_DIR "/lapord-web", "--gateway", gateway.directory() / "web.sock"},
        gateway.directory() / "web.log");
    gateway.await("lapord-web answers", [&] { return status("/healthz") == "200"; });
  }
  std::string host() const { return fmt::format("Host: 127.0.0.1:{}\r\n", port); }
  /// The status of the answer to these bytes; "" if none came.
  std::string status_of(const std::string& bytes) const try {
    Wire wire(port);
    wire.send(bytes);
    const auto got = wire.until("\r\n", 15s);
    return got.size() > 12 ? got.substr(9, 3) : "";
  } catch (const std::runtime_error&) {
    return "";
  }
  std::string status(const std::string& path) const {
    return status_of(fmt::format("GET {} HTTP/1.1\r\n{}Connection: close\r\n\r\n", path, host()));
  }
};

/// The answer of the socket to a process of this user; "" if it closes without an answer.
std::string answered_as(uid_t uid, const std::filesystem::path& socket) {
  int pipe[2];
  REQUIRE(::pipe(pipe) == 0);
  const auto child = ::fork();
  if (child == 0) {
    if (uid != 0 && (::setgid(uid) != 0 || ::setuid(uid) != 0)) ::_exit(1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket.c_str(), sizeof address.sun_path - 1);
    constexpr std::string_view question = "{\"command\":\"settings\"}\n";
    char answer[200] = "not connected";
    ssize_t n = 13;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      [[maybe_unused]] const auto sent = ::send(fd, question.data(), question.size(), MSG_NOSIGNAL);
      n = ::recv(fd, answer, sizeof answer, 0);
    }
    ::_exit(n <= 0 || ::write(pipe[1], answer, static_cast<std::size_t>(n)) == n ? 0 : 1);
  }
  ::close(pipe[1]);
  std::string out(200, '\0');
  const auto n = ::read(pipe[0], out.data(), out.size());
  out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  return out;
}

}  // namespace

TEST_CASE("hostile requests are refused on the wire, and the next visitor is served", "[e2e]") {
  Pages pages;
  const auto host = pages.host();
  const std::vector<std::pair<std::string, std::string>> hostile{
      {"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421"},
      {"GET / HTTP/1.1\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\n" + host + host + "\r\n", "400"},
      {"POST /lapor HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n", "411"},
      {"GET http://evil/ HTTP/1.1\r\n" + host + "\r\n", "400"},
      {"GET /%2e%2e/etc/passwd HTTP/1.1\r\n" + host + "\r\n", "400"},
      {"GET / HTTP/1.1\r\n" + host + "X: a\r\n b\r\n\r\n", "400"},
      {"POST /lapor HTTP/1.1\r\n" + host + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n", "417"},
      {"POST /lapor HTTP/1.1\r\n" + host + "Content-Length: 99999999\r\n\r\n", "413"},
      {"TRACE / HTTP/1.1\r\n" + host + "\r\n", "405"},
      {"\x16\x03\x01\x02\x05\r\n\r\n", "400"},
      {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", "431"},
  };
  for (const auto& [bytes, status] : hostile) {
    INFO(bytes.substr(0, 100));
    CHECK(pages.status_of(bytes) == status);
    CHECK(pages.status("/healthz") == "200");
  }
  CHECK(pages.status("/") == "200");
  CHECK(pages.status("/readyz") == "200");
  CHECK(pages.gateway.stop() == 0);
}

TEST_CASE("a visitor is served beside hundreds of idle and slow ones", "[e2e]") {
  Pages pages;
  std::vector<Wire> idle;
  for (int i = 0; i < 400; ++i) {
    idle.emplace_back(pages.port);
    if (i % 2) idle.back().send("GET / HT");
  }
  for (int i = 0; i < 5; ++i) CHECK(pages.status("/healthz") == "200");
  CHECK(idle.front().ended(5s));
  CHECK(pages.gateway.ctl({"status"}).status == 0);
}

TEST_CASE("streams are bounded, and tell when the figures change", "[e2e]") {
  Pages pages;
  const auto live = "GET /live HTTP/1.1\r\n" + pages.host() + "\r\n";
  std::vector<Wire> streams;
  for (int i = 0; i < 32; ++i) {
    streams.emplace_back(pages.port);
    streams.back().send(live);
    REQUIRE(streams.back().until("retry: 3000", 10s).find("200 OK") != std::string::npos);
  }
  CHECK(pages.status_of(live) == "503");
  CHECK(streams.front().until("event: board", 20s).find("event: board") != std::string::npos);
  CHECK(pages.gateway.ctl({"new", "--channel", "hotline", "jalan berlubang di Blora"}).status == 0);
  CHECK(streams.front().until("event: board", 40s).find("event: board") != std::string::npos);
  streams.clear();
  pages.gateway.await("there is room again", [&] {
    Wire wire(pages.port);
    wire.send(live);
    return wire.until("retry", 2s).find("200 OK") != std::string::npos;
  });
}

TEST_CASE("one visitor behind a proxy holds eight streams, and leaves the others theirs", "[e2e]") {
  Pages pages("behind_proxy = true\n");
  const auto live = [&](const std::string& visitor) {
    return "GET /live HTTP/1.1\r\n" + pages.host() + "X-Forwarded-For: " + visitor + "\r\n\r\n";
  };
  std::vector<Wire> streams;
  for (int i = 0; i < 8; ++i) {
    streams.emplace_back(pages.port);
    streams.back().send(live("10.0.0.1"));
    REQUIRE(streams.back().until("retry: 3000", 10s).find("200 OK") != std::string::npos);
  }
  CHECK(pages.status_of(live("10.0.0.1")) == "503");
  CHECK(pages.status_of(live("10.0.0.2")) == "200");
}

TEST_CASE("without lapord the pages say so, and find it again", "[e2e]") {
  Pages pages;
  CHECK(pages.gateway.stop() == 0);
  CHECK(pages.status("/healthz") == "200");
  CHECK(pages.status("/readyz") == "503");
  CHECK(pages.status("/cek?no=1000015") == "503");
  pages.gateway.start();
  pages.gateway.await("the pages find lapord again", [&] { return pages.status("/readyz") == "200"; });
  pages.web->signal(SIGTERM);
  CHECK(pages.web->wait(10s) == 0);
}

// Only root can become somebody else.
TEST_CASE("a stranger gets no answer at lapord's web socket, even where its file lets them in", "[e2e]") {
  if (::geteuid() != 0) return;
  Gateway gateway{"no-such-modem"};
  gateway.configure();
  gateway.start();
  const auto socket = gateway.directory() / "web.sock";
  std::filesystem::permissions(gateway.directory(), std::filesystem::perms(0755));
  std::filesystem::permissions(socket, std::filesystem::perms(0666));
  CHECK(answered_as(0, socket).find("\"ok\":true") != std::string::npos);
  constexpr uid_t nobody = 65534;
  CHECK(answered_as(nobody, socket).empty());
  CHECK(answered_as(0, socket).find("\"ok\":true") != std::string::npos);
}

TEST_CASE("lapord-web says at its start that there is no gateway", "[e2e]") {
  const auto ran = run({LAPOR_BIN_DIR "/lapord-web", "--gateway", "/nonexistent/web.sock"});
  CHECK(ran.status == 69);
  CHECK(ran.err.find("can't be reached") != std::string::npos);
  CHECK(run({LAPOR_BIN_DIR "/lapord-web", "--nonsense"}).status == 64);
}
