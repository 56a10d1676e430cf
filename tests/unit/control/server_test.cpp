// The control socket, spoken to by real clients from another thread.
#include "control/server.hpp"

#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <thread>
#include <vector>

#include "control/asio.hpp"
#include "control/client.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::control;

namespace {

/// A server that answers a request with itself; "later" is answered in a later turn of the loop.
struct Echo {
  explicit Echo(Right right = Right::control, MayAsk may_ask = {})
      : server(
            io, right,
            [this](const Request& request, Reply reply) {
              const auto answer = Json::object({{"echo", request.body}, {"actor", request.actor.text()}});
              boost::asio::post(io, [reply, answer] {
                reply(done(answer));
                reply(done(answer));  // the second one does nothing
              });
            },
            [this](pid_t pid) { own_children.push_back(pid); }, std::move(may_ask)) {}
  template <class Client>
  void with(Client client) {
    std::thread thread([&] {
      client();
      boost::asio::post(io, [&] { server.close(); });
    });
    io.run();
    thread.join();
  }
  test::TempDir dir;
  std::filesystem::path path = dir.path() / "c.sock";
  boost::asio::io_context io{1};
  std::vector<pid_t> own_children;
  Server server;
};

/// Sends bytes as they are; what came back until the server closed or answered a line.
std::string raw(const std::filesystem::path& path, const std::string& bytes) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.string().size());
  std::string out;
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    for (std::size_t at = 0; at < bytes.size();) {
      const auto n = ::send(fd, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (n <= 0) break;
      at += static_cast<std::size_t>(n);
    }
    char c[4096];
    for (ssize_t n = 0; out.find('\n') == out.npos && (n = ::recv(fd, c, sizeof c, 0)) > 0;)
      out.append(c, static_cast<std::size_t>(n));
  }
  ::close(fd);
  return out;
}

}  // namespace

TEST_CASE("a request gets one answer, with the asker's identity from the kernel", "[control]") {
  Echo echo;
  REQUIRE(echo.server.listen(echo.path));
  std::optional<Result<Json>> answer;
  echo.with([&] { answer = ask(echo.path, Json::object({{"command", "x"}}), std::chrono::seconds(10)); });
  REQUIRE(*answer);
  const auto& result = (**answer)["result"];
  CHECK(*result["echo"]["command"].text() == "x");
  CHECK(*result["actor"].text() == "operator uid " + std::to_string(::getuid()));
  CHECK_FALSE(std::filesystem::exists(echo.path));
}

TEST_CASE("nonsense and floods are refused, and the server goes on", "[control]") {
  Echo echo;
  REQUIRE(echo.server.listen(echo.path));
  std::string nonsense, no_command, flood;
  bool alive = false;
  echo.with([&] {
    nonsense = raw(echo.path, "hello\n");
    no_command = raw(echo.path, "{\"command\":7}\n");
    flood = raw(echo.path, std::string(Server::max_request + 10, 'x'));
    alive = static_cast<bool>(ask(echo.path, Json::object({{"command", "x"}}), std::chrono::seconds(10)));
  });
  CHECK(nonsense.find("\"ok\":false") != std::string::npos);
  CHECK(no_command.find("not a request") != std::string::npos);
  CHECK((flood.empty() || flood.find("64 KiB") != std::string::npos));
  CHECK(alive);
}

TEST_CASE("a user who may not ask gets no answer, and is told by the kernel", "[control]") {
  for (const bool may : {false, true}) {
    std::vector<uid_t> asked;
    Echo echo(Right::view, [&](uid_t uid) {
      asked.push_back(uid);
      return may;
    });
    REQUIRE(echo.server.listen(echo.path));
    std::string answer;
    echo.with([&] { answer = raw(echo.path, "{\"command\":\"x\"}\n"); });
    CHECK(answer.empty() != may);
    CHECK(asked == std::vector<uid_t>{::getuid()});
  }
}

TEST_CASE("both sockets are for a group and nobody else", "[control]") {
  Echo own, given, unknown(Right::view);
  const auto seen = [](const Echo& echo) {
    struct stat s{};
    ::stat(echo.path.c_str(), &s);
    CHECK((s.st_mode & 0777u) == 0660u);
    return s.st_gid;
  };
  CHECK(*own.server.listen(own.path) == SocketGroup::as_asked);
  CHECK(seen(own) == ::getgid());
  CHECK(*unknown.server.listen(unknown.path, "no-such-group") == SocketGroup::own_only);
  CHECK(seen(unknown) == ::getgid());
  const auto* tty = ::getgrnam("tty");
  if (!tty || ::getuid() != 0) return;  // only a member can give it away
  CHECK(*given.server.listen(given.path, "tty") == SocketGroup::as_asked);
  CHECK(seen(given) == tty->gr_gid);
}

TEST_CASE("a process that the gateway started is not answered but told of, and so is one that this started",
          "[control]") {
  Echo echo;
  REQUIRE(echo.server.listen(echo.path));
  std::string child, grandchild, same;
  const auto from_child = [&](int generations) {
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    const auto first = ::fork();
    if (first == 0) {
      const auto second = generations > 1 ? ::fork() : 0;
      if (second == 0) {
        const auto answer = raw(echo.path, "{\"command\":\"x\"}\n");
        ::_exit(::write(pipe[1], answer.data(), answer.size()) > 0 ? 0 : 1);
      }
      ::waitpid(second, nullptr, 0);
      ::_exit(0);
    }
    ::close(pipe[1]);
    char answer[1024];
    const auto n = ::read(pipe[0], answer, sizeof answer);
    ::close(pipe[0]);
    ::waitpid(first, nullptr, 0);
    return std::string(answer, n > 0 ? static_cast<std::size_t>(n) : 0);
  };
  echo.with([&] {
    child = from_child(1);
    grandchild = from_child(2);
    same = raw(echo.path, "{\"command\":\"x\"}\n");
  });
  CHECK(child.find("own workers") != child.npos);
  CHECK(grandchild.find("own workers") != grandchild.npos);
  CHECK(same.find("\"ok\":true") != same.npos);
  REQUIRE(echo.own_children.size() == 2);
  CHECK(echo.own_children[0] != echo.own_children[1]);
  CHECK(std::count(echo.own_children.begin(), echo.own_children.end(), ::getpid()) == 0);
}

TEST_CASE("a socket left behind is replaced, one that is answered on is not", "[control]") {
  Echo first;
  REQUIRE(first.server.listen(first.path));
  Server second(first.io, Right::control, [](const Request&, const Reply&) {});
  const auto refused = second.listen(first.path);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::conflict);

  const auto stale = first.dir.path() / "stale.sock";
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, stale.c_str(), stale.string().size());
  REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  ::close(fd);
  CHECK(second.listen(stale));
}

TEST_CASE("a path that no socket can have is refused", "[control]") {
  Echo echo;
  CHECK_FALSE(echo.server.listen(echo.dir.path() / std::string(120, 'x')));
}

TEST_CASE("nobody there is told apart from a refusal", "[control]") {
  test::TempDir dir;
  const auto answer =
      ask(dir.path() / "none.sock", Json::object({{"command", "x"}}), std::chrono::seconds(1));
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::retry_later);
}
