// A supervisor whose worker a node lends: the test plays the node. Phone numbers are fictitious.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "modem/host/supervisor.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using namespace std::chrono_literals;

namespace {

constexpr AttemptId attempt{7};

/// The other ends of one lent worker.
class NodeEnd {
 public:
  NodeEnd() {
    int pair[2], pipe[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, pair) == 0);
    REQUIRE(::pipe(pipe) == 0);
    lent.socket = pair[0];
    lent.ended = pipe[0];
    socket_ = pair[1];
    pipe_ = pipe[1];
  }
  ~NodeEnd() { lose(); }
  NodeEnd(const NodeEnd&) = delete;
  NodeEnd& operator=(const NodeEnd&) = delete;

  void say(const wire::FromWorker& value) const {
    const auto frame = wire::encode(value);
    REQUIRE(::send(socket_, frame.data(), frame.size(), MSG_NOSIGNAL) > 0);
  }
  /// Everything that it was told since.
  std::vector<wire::ToWorker> heard() {
    std::vector<wire::ToWorker> out;
    std::string frame(wire::max_frame, '\0');
    for (;;) {
      const auto n = ::recv(socket_, frame.data(), frame.size(), MSG_DONTWAIT);
      told_to_end_ = told_to_end_ || n == 0;
      if (n <= 0) return out;
      const auto value = wire::decode_to_worker({frame.data(), static_cast<std::size_t>(n)});
      REQUIRE(value);
      out.push_back(*value);
    }
  }
  bool is_told_to_end() {
    heard();
    return told_to_end_;
  }
  void end(const std::string& how) {
    REQUIRE(::write(pipe_, how.data(), how.size()) > 0);
    lose();
  }
  /// The connection is lost: nobody knows how the worker ended.
  void lose() {
    ::close(std::exchange(socket_, -1));
    ::close(std::exchange(pipe_, -1));
  }

  WorkerProcess lent;

 private:
  int socket_ = -1, pipe_ = -1;
  bool told_to_end_ = false;
};

ModemSettings settings() {
  ModemSettings out;
  out.name = "blora1";
  out.device = "/dev/somewhere/else";
  out.node = "blora";
  out.profile.settle = 300ms;
  out.profile.heartbeat = 1h;
  return out;
}

struct Bench {
  Bench()
      : workers(io),
        supervisor(
            io, settings(), [this](const engine::Event& event) { events.push_back(event); },
            [this](const log::Record& record) { logged.push_back(record.event); }, &workers) {
    supervisor.start();
  }
  bool until(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (!holds()) {
      if (std::chrono::steady_clock::now() > end) return false;
      io.restart();
      io.run_one_for(50ms);
    }
    return true;
  }
  bool until_state(ModemState state) {
    return until([&] { return supervisor.status().state == state; });
  }
  template <class E>
  bool has() const {
    return std::any_of(events.begin(), events.end(),
                       [](const auto& event) { return std::holds_alternative<E>(event); });
  }
  /// The node lends a worker, and it is ready and idle.
  void lend(NodeEnd& node) {
    workers.add("blora", node.lent);
    REQUIRE(until([&] { return configured(node); }));
    node.say(wire::Ready{});
    REQUIRE(until_state(ModemState::ready));
    for (int asked = 0; asked < 2;) {
      REQUIRE(until([&] { return answered(node, asked); }));
    }
  }
  bool configured(NodeEnd& node) {
    for (const auto& value : node.heard())
      if (const auto* configure = std::get_if<wire::Configure>(&value)) device = configure->device;
    return !device.empty();
  }
  static bool answered(NodeEnd& node, int& asked) {
    for (const auto& value : node.heard()) {
      if (std::holds_alternative<wire::Health>(value))
        node.say(wire::HealthResult{80, "op", sim::Registration::home, 0, 30}), ++asked;
      if (std::holds_alternative<wire::List>(value)) node.say(wire::ListDone{true, {}, false}), ++asked;
    }
    return asked >= 2;
  }

  boost::asio::io_context io;
  LentWorkers workers;
  std::vector<engine::Event> events;
  std::vector<std::string> logged;
  std::string device;
  Supervisor supervisor;
};

}  // namespace

TEST_CASE("a modem on a node is absent until the node is there, and gets its settings from here", "[modem]") {
  Bench bench;
  CHECK(bench.until_state(ModemState::absent));
  CHECK(bench.supervisor.status().last_error == "node blora is not connected");
  NodeEnd node;
  bench.lend(node);
  CHECK(bench.device == "/dev/somewhere/else");
  CHECK(bench.has<engine::ModemUp>());
  CHECK_FALSE(bench.supervisor.status().pid);
}

TEST_CASE("a lost connection ends the worker, and says nothing of the modem", "[modem]") {
  Bench bench;
  for (int n = 1; n <= 4; ++n) {
    NodeEnd node;
    bench.device.clear();
    bench.lend(node);
    node.lose();
    CHECK(bench.until_state(ModemState::absent));
    CHECK(bench.supervisor.status().ends["link_lost"] == n);
  }
  CHECK(std::count(bench.logged.begin(), bench.logged.end(), "modem-link-lost") == 4);
  // Four failures of a modem in a row would have it reset, and count as failed.
  NodeEnd node;
  bench.device.clear();
  bench.workers.add("blora", node.lent);
  std::optional<wire::Configure> got;
  CHECK(bench.until([&] {
    for (const auto& value : node.heard()) got = std::get<wire::Configure>(value);
    return got.has_value();
  }));
  CHECK(got->reset.empty());
}

TEST_CASE("a worker that is told to end has ended when the node says so, not before", "[modem]") {
  Bench bench;
  NodeEnd node;
  bench.lend(node);
  node.say(wire::Prompted{attempt});  // a lie
  CHECK(bench.until([&] { return node.is_told_to_end(); }));
  CHECK_FALSE(bench.has<engine::ModemDown>());
  node.say(wire::NewMessageIndication{});  // what it says now is not heard
  node.end("signal 9");
  CHECK(bench.until([&] { return bench.has<engine::ModemDown>(); }));
  CHECK(bench.supervisor.status().ends["died"] == 1);
}

TEST_CASE("a released send whose connection is lost has no other end than ModemDown", "[modem]") {
  Bench bench;
  NodeEnd node;
  bench.lend(node);
  bench.supervisor.submit(attempt, "+628110000123", {});
  CHECK(bench.until([&] {
    const auto heard = node.heard();
    return std::any_of(heard.begin(), heard.end(),
                       [](const auto& value) { return std::holds_alternative<wire::Send>(value); });
  }));
  node.say(wire::Prompted{attempt});
  CHECK(bench.until([&] { return bench.has<engine::Prompted>(); }));
  bench.supervisor.release(attempt);
  node.lose();
  CHECK(bench.until([&] { return bench.has<engine::ModemDown>(); }));
  CHECK_FALSE(bench.has<engine::SendAborted>());
  CHECK_FALSE(bench.has<engine::SendInDoubt>());
}

TEST_CASE("a stick that isn't there on the node is looked for, and no failure", "[modem]") {
  Bench bench;
  NodeEnd node;
  bench.workers.add("blora", node.lent);
  CHECK(bench.until([&] { return bench.configured(node); }));
  node.say(wire::WorkerEnding{wire::WorkerEndingKind::no_device, "no such device"});
  NodeEnd next;
  bench.workers.add("blora", next.lent);
  node.end("exit 0");
  CHECK(bench.until_state(ModemState::absent));
  CHECK(bench.supervisor.status().last_error == "no such device");
}

TEST_CASE("a modem whose node is removed is cut off at once and waits", "[modem]") {
  Bench bench;
  NodeEnd node;
  bench.lend(node);
  bench.supervisor.cut_off("node blora is not admitted any more");
  CHECK(node.is_told_to_end());
  node.end("signal 9");
  CHECK(bench.until_state(ModemState::absent));
}

TEST_CASE("a modem on a node is held and stopped as any other", "[modem]") {
  Bench bench;
  NodeEnd node;
  bench.lend(node);
  bench.supervisor.hold();
  CHECK(bench.until([&] { return node.is_told_to_end(); }));
  node.end("signal 9");
  CHECK(bench.until([&] { return bench.has<engine::ModemDown>(); }));
  CHECK(bench.supervisor.status().state == ModemState::held);
  bool stopped = false;
  bench.supervisor.stop(1s, [&] { stopped = true; });
  CHECK(bench.until([&] { return stopped; }));
}
