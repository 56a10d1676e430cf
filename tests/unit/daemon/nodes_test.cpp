// lapord's side of nodes.sock, with a lapord-nodes that lies.
#include "lapord/nodes.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "common/packet_socket.hpp"
#include "control/asio.hpp"
#include "modem/host/lent_workers.hpp"
#include "modem/protocol/wire.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::daemon;
namespace node = modem::node;

namespace {

const std::string print(64, 'a');

config::Config config_in(const std::filesystem::path& folder) {
  config::Config out;
  out.state_dir = folder;
  out.node = {"kudus", "127.0.0.1:8312", {}, folder / "nodes.sock"};
  config::Modem modem;
  modem.name = "blora1";
  modem.node = "blora";
  out.modems.push_back(modem);
  return out;
}

struct Bench {
  Bench() {
    std::filesystem::create_directories(dir.path() / "nodes/admitted");
    std::ofstream(dir.path() / "nodes/admitted/blora") << print << "\n";
    nodes.start();
    until([&] { return std::filesystem::exists(dir.path() / "nodes.sock"); });
    auto connected = connect_packet_socket(dir.path() / "nodes.sock");
    REQUIRE(connected);
    listener = std::move(*connected);
    CHECK(std::holds_alternative<node::ListenAt>(*hear()));
  }
  void until(const std::function<bool()>& holds) {
    while (!holds()) io.run_one();
  }
  /// The next message of lapord; nullopt if it hangs up.
  std::optional<node::ToListener> hear() {
    ReceivedOr got;
    until([&] {
      io.poll();
      got = receive_packet(listener.get(), 65536);
      return got.value || got.why == NotReceived::closed;
    });
    return got.value ? node::decode_to_listener(got.value->packet) : std::nullopt;
  }
  void say(const node::FromListener& value, std::span<const int> with = {}) const {
    REQUIRE(send_packet(listener.get(), node::encode(value), with));
  }
  bool hangs_up() { return !hear().has_value(); }

  test::TempDir dir;
  config::Config config = config_in(dir.path());
  boost::asio::io_context io{1};
  Journal log{"test", Journal::Kind::silent};
  SupervisorPool modems{io, "/nowhere", log, [](const engine::Event&) {},
                        [](const std::string&) { return engine::UnansweredSends{}; }};
  Nodes nodes{io, config, modems, "/bin/true", [] { return Instant{}; }, log};
  Descriptor listener;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays{io.get_executor()};
};

struct Ends {
  Ends() {
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) == 0);
    REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  }
  ~Ends() {
    for (const int fd : {pair[0], pair[1], pipe[0], pipe[1]}) ::close(fd);
  }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;
  std::array<int, 2> both() const { return {pair[1], pipe[0]}; }

  std::array<int, 2> pair{}, pipe{};
};

node::Offer offer_of(const std::string& name, const std::string& fingerprint,
                     std::uint32_t version = modem::wire::version) {
  return {5, name, fingerprint, "192.0.2.7", version, "1"};
}

}  // namespace

TEST_CASE("a node that is admitted is welcomed, and its worker can be taken until it is gone", "[node]") {
  Bench bench;
  const Ends ends;
  bench.say(offer_of("blora", print), ends.both());
  const auto heard = bench.hear();
  REQUIRE(heard);
  CHECK(std::holds_alternative<node::Accept>(*heard));
  CHECK(bench.modems.lent().has("blora"));
  CHECK(bench.nodes.rows()[1].state == "connected");
  bench.say(node::Gone{5});
  bench.until([&] { return bench.nodes.rows()[1].state == "away"; });
}

TEST_CASE("a node is refused by name, by fingerprint and by version", "[node]") {
  Bench bench;
  const Ends ends;
  const auto offer = GENERATE(offer_of("cepu", print), offer_of("blora", std::string(64, 'b')),
                              offer_of("../blora", print), offer_of("", print), offer_of("blora", print, 99));
  bench.say(offer, ends.both());
  const auto heard = bench.hear();
  REQUIRE(heard);
  REQUIRE(std::holds_alternative<node::Refuse>(*heard));
  CHECK_FALSE(std::get<node::Refuse>(*heard).why.empty());
  CHECK_FALSE(bench.modems.lent().has("blora"));
}

TEST_CASE("what lapord-nodes never says ends its connection, and nothing more", "[node]") {
  Bench bench;
  const Ends ends;
  SECTION("an offer without descriptors") { bench.say(offer_of("blora", print)); }
  SECTION("an offer with one") { bench.say(offer_of("blora", print), std::array{ends.pair[1]}); }
  SECTION("descriptors with something else") { bench.say(node::Listening{1, {}}, ends.both()); }
  SECTION("noise") { REQUIRE(send_packet(bench.listener.get(), std::string(300, '\x81'))); }
  CHECK(bench.hangs_up());
  CHECK_FALSE(bench.modems.lent().has("blora"));
  auto again = connect_packet_socket(bench.dir.path() / "nodes.sock");
  REQUIRE(again);
  bench.listener = std::move(*again);
  CHECK(bench.hear().has_value());
}

TEST_CASE("descriptors of another kind are no worker", "[node]") {
  Bench bench;
  const Ends ends;
  bench.say(offer_of("blora", print), std::array{ends.pipe[0], ends.pair[1]});
  const auto heard = bench.hear();
  REQUIRE(heard);
  CHECK(std::holds_alternative<node::Refuse>(*heard));
  CHECK_FALSE(bench.modems.lent().has("blora"));
}

TEST_CASE("a node that is removed is refused from then on", "[node]") {
  Bench bench;
  const Ends ends;
  bench.say(offer_of("blora", print), ends.both());
  CHECK(bench.hear().has_value());
  CHECK(bench.nodes.remove("blora"));
  CHECK_FALSE(bench.nodes.remove("blora"));
  CHECK_FALSE(bench.modems.lent().has("blora"));
  const auto cut = bench.hear();
  REQUIRE(cut);
  CHECK(std::holds_alternative<node::Refuse>(*cut));
  CHECK_FALSE(std::filesystem::exists(bench.dir.path() / "nodes/admitted/blora"));
}
