// Only admitted nodes are let in. Every phone number is fictitious.
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <vector>

#include "modem/link/authority.hpp"
#include "support/catch.hpp"
#include "support/node_bench.hpp"

using namespace lapor::test;
namespace papers = lapor::modem::link;

namespace {

/// A stranger's TCP connection.
class Stranger {
 public:
  explicit Stranger(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  ~Stranger() { ::close(fd_); }
  Stranger(const Stranger&) = delete;
  Stranger& operator=(const Stranger&) = delete;
  void say(const std::string& bytes) const { ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  /// The bytes that arrive until the other side hangs up; nullopt if that takes longer than `patience`.
  std::optional<std::string> hear(Millis patience) const {
    std::string out;
    for (;;) {
      pollfd wait{fd_, POLLIN, 0};
      if (::poll(&wait, 1, static_cast<int>(patience.count())) != 1) return std::nullopt;
      char bytes[4096];
      const auto n = ::recv(fd_, bytes, sizeof bytes, 0);
      if (n <= 0) return out;
      out.append(bytes, static_cast<std::size_t>(n));
    }
  }

 private:
  int fd_;
};

/// A node's file as `laporctl node add` writes it, with keys and certificates of any origin.
std::string node_toml(std::uint16_t port, const papers::KeyPair& pair, const std::string& authority) {
  return fmt::format(
      "name = \"blora\"\ngateway = \"127.0.0.1:{}\"\nkey = '''\n{}'''\ncertificate = '''\n{}'''\nauthority = "
      "'''\n{}'''\n",
      port, pair.key, pair.certificate, authority);
}

std::string read_file(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("who speaks no TLS gets nothing and is closed", "[node]") {
  NodeBench bench;
  bench.start();
  const Stranger stranger(bench.port);
  stranger.say("GET / HTTP/1.0\r\n\r\n");
  const auto heard = stranger.hear(Millis{20000});
  REQUIRE(heard);
  CHECK(heard->size() < 16);  // at most a TLS alert
  CHECK(bench.state() == "ready");
}

TEST_CASE("an impostor with a certificate of its own making is no node", "[node]") {
  NodeBench bench;
  bench.gateway.start();
  bench.start_listener();
  bench.admit();
  const auto own = papers::make_authority();
  REQUIRE(own);
  const auto pair = papers::issue(*own, papers::Role::node, "blora");
  REQUIRE(pair);
  std::ofstream(bench.path("impostor.toml"))
      << node_toml(bench.line.port(), *pair, read_file(bench.path("state/nodes/ca.pem")));
  bench.start_node("impostor.toml");
  bench.gateway.await("it is refused", [&] {
    return bench.log_of("lapord-nodes").find("nodes-stranger") != std::string::npos;
  });
  CHECK(bench.node_state() == "away");
  CHECK(bench.state() == "absent");
  CHECK(bench.log_of("lapord-node").find("node-connected") == std::string::npos);
}

TEST_CASE("a node doesn't lend its modems to a gateway with a certificate of somebody else's", "[node]") {
  NodeBench bench;
  bench.gateway.start();
  bench.start_listener();
  bench.admit();
  const auto other = papers::make_authority();
  REQUIRE(other);
  auto config = read_file(bench.path("node.toml"));
  const auto begin = config.find("authority = '''\n") + 16;
  config.replace(begin, config.rfind("'''") - begin, other->certificate);
  std::ofstream(bench.path("elsewhere.toml")) << config;
  bench.start_node("elsewhere.toml");
  bench.gateway.await("it says so", [&] {
    return bench.log_of("lapord-node").find("its certificate is refused") != std::string::npos;
  });
  CHECK(bench.state() == "absent");
}

TEST_CASE("one node's certificate is no gateway's: it can't pose as one", "[node]") {
  const auto authority = papers::make_authority();
  REQUIRE(authority);
  const auto pair = papers::issue(*authority, papers::Role::node, "blora");
  REQUIRE(pair);
  NodeBench bench;
  bench.gateway.start();
  bench.gateway.await("the keys are made",
                      [&] { return std::filesystem::exists(bench.path("state/nodes/cert.pem")); });
  CHECK(bench.gateway.stop() == 0);
  for (const auto& [file, paper] :
       {std::pair{"ca.pem", authority->certificate}, std::pair{"ca-key.pem", authority->key},
        std::pair{"cert.pem", pair->certificate}, std::pair{"key.pem", pair->key}})
    std::ofstream(bench.path(std::string("state/nodes/") + file)) << paper;
  bench.gateway.start();
  bench.start_listener();
  bench.admit();
  bench.start_node();
  bench.gateway.await("it says so", [&] {
    return bench.log_of("lapord-node").find("its certificate is refused") != std::string::npos;
  });
  CHECK(bench.state() == "absent");
}

TEST_CASE("a node that is removed is cut off at once, and its certificate is worth nothing any more",
          "[node]") {
  NodeBench bench;
  bench.start();
  CHECK(bench.gateway.ctl({"node", "remove", "blora"}).status == 0);
  CHECK(bench.gateway.ctl({"node", "remove", "blora"}).status == 1);
  bench.await_state("absent", Millis{5000});
  bench.gateway.await("its worker has ended", [&] { return bench.node->children().empty(); });
  bench.gateway.await("it knows",
                      [&] { return bench.log_of("lapord-node").find("node-refused") != std::string::npos; });
  CHECK(bench.node_state() == "not_admitted");

  // Admitted again, it needs its new key: the old one is still worth nothing.
  bench.admit("blora", "new.toml");
  bench.node->kill9();
  bench.start_node("node.toml");
  bench.gateway.await("refused again", [&] {
    const auto log = bench.log_of("lapord-node");
    return log.find("node-refused") != log.rfind("node-refused");
  });
  CHECK(bench.state() == "absent");
  bench.node->kill9();
  bench.start_node("new.toml");
  bench.gateway.wait_ready();
}

TEST_CASE("what is removed stays so over a restart", "[node]") {
  NodeBench bench;
  bench.start();
  CHECK(bench.gateway.ctl({"node", "remove", "blora"}).status == 0);
  CHECK(bench.gateway.stop() == 0);
  bench.node->kill9();  // one that was refused pauses
  bench.gateway.start();
  bench.start_node();
  bench.gateway.await("it is refused",
                      [&] { return bench.gateway.log().find("node-refused") != std::string::npos; });
  CHECK(bench.node_state() == "not_admitted");
}

TEST_CASE("strangers who hold connections keep no node out", "[node]") {
  NodeBench bench;
  bench.start();
  std::vector<std::unique_ptr<Stranger>> strangers;
  for (int n = 0; n < 80; ++n) strangers.push_back(std::make_unique<Stranger>(bench.port));
  bench.node->kill9();
  bench.await_state("absent");
  bench.start_node();
  bench.gateway.wait_ready();
  for (const auto& stranger : strangers) CHECK(stranger->hear(Millis{20000}).has_value());
  CHECK(bench.state() == "ready");
}

TEST_CASE("laporctl says what is wrong with nodes", "[node]") {
  NodeBench bench;
  bench.gateway.start();
  const auto doctor = [&] { return bench.gateway.ctl({"doctor"}).out; };
  bench.gateway.await("the listener is missed",
                      [&] { return doctor().find("lapord-nodes is not running") != std::string::npos; });
  CHECK(doctor().find("not_admitted") != std::string::npos);
  bench.start_listener();
  bench.admit();
  bench.gateway.await("the node is missed",
                      [&] { return doctor().find("not_admitted") == std::string::npos; });
  CHECK(bench.node_state() == "away");
  CHECK(bench.gateway.ctl({"node", "add", "blora", "--at", "127.0.0.1:1"}).status == 1);
  CHECK(bench.gateway.ctl({"node", "add", "kudus", "--at", "127.0.0.1:1"}).status == 1);
  CHECK(bench.gateway.ctl({"node", "add", "a/b", "--at", "127.0.0.1:1"}).status == 1);
  bench.start_node();
  bench.gateway.wait_ready();
  CHECK(doctor().find("connected from 127.0.0.1") != std::string::npos);
}
