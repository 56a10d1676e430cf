// A modem on another box with real processes, and what may happen to the line between. Every phone number is
// fictitious.
#include <fmt/format.h>
#include <signal.h>

#include "support/catch.hpp"
#include "support/node_bench.hpp"

using namespace lapor::test;

namespace {

constexpr auto sender = "+628110000123", other = "+628110000124";
constexpr auto report = "LAPOR JALAN rusak di depan pasar, lubangnya dalam";

std::string state_of(const Gateway& gateway, const std::string& number) {
  const auto messages = gateway.outgoing(number);
  return messages.empty() ? std::string{} : text(messages.front(), "state");
}

}  // namespace

TEST_CASE("a report over a node's modem becomes a ticket and is answered by that modem", "[node]") {
  NodeBench bench;
  bench.start();
  bench.sim.inject(sender, report);
  bench.await_tickets(1);
  bench.sim.wait_said(sender, "100001");
  bench.sim.wait_empty();
  bench.gateway.await("delivered", [&] { return state_of(bench.gateway, sender) == "delivered"; });
  CHECK(bench.gateway.workers().empty());
  CHECK(bench.node->children().size() == 1);
  const auto modem = bench.gateway.modem();
  CHECK(text(modem, "node") == "blora");
  CHECK(modem["pid"].is_null());
  CHECK(bench.node_state() == "connected");
  CHECK(bench.gateway.stop() == 0);
  CHECK(bench.node->children().empty());
}

TEST_CASE("the line is cut for a while: its modem is down, its SIM keeps the texts, all goes on by itself",
          "[node]") {
  NodeBench bench;
  bench.start();
  bench.line.cut();
  bench.await_state("absent");
  bench.gateway.await("the node is away", [&] { return bench.node_state() == "away"; });
  bench.gateway.await("its worker has ended", [&] { return bench.node->children().empty(); });
  bench.sim.inject(sender, report);
  CHECK(bench.gateway.ctl({"send", other, "halo"}).status == 0);
  CHECK(bench.sim.stored() == 1);
  bench.line.join();
  bench.gateway.wait_ready();
  bench.await_tickets(1);
  bench.sim.wait_said(other, "halo");
  bench.sim.wait_empty();
  CHECK(bench.node_state() == "connected");
  CHECK(bench.gateway.log().find("modem-link-lost") != std::string::npos);
}

TEST_CASE("a line that falls silent is noticed by both sides within half a minute", "[node]") {
  NodeBench bench;
  bench.start();
  bench.line.silence();
  bench.await_state("absent", Millis{32000});
  bench.gateway.await("its worker has ended", [&] { return bench.node->children().empty(); });
  bench.line.join();
  bench.gateway.wait_ready(Millis{60000});
  bench.sim.inject(sender, report);
  bench.await_tickets(1);
}

TEST_CASE("a slow line only takes longer", "[node]") {
  NodeBench bench;
  bench.start();
  bench.line.delay(std::chrono::milliseconds{400});
  bench.sim.inject(sender, report);
  bench.await_tickets(1);
  bench.sim.wait_said(sender, "100001");
  bench.sim.wait_empty();
  CHECK(bench.state() == "ready");
}

TEST_CASE("a garbled line is closed and made again", "[node]") {
  NodeBench bench;
  bench.start();
  for (int i = 0; i < 3; ++i) {
    const auto before = bench.line.connections();
    bench.line.garble();
    bench.sim.inject(sender, fmt::format("LAPOR LAMPU nomor {} padam sejak kemarin", i));
    bench.gateway.await("a new connection", [&] { return bench.line.connections() > before; });
    bench.await_tickets(static_cast<std::size_t>(i) + 1);
    bench.gateway.wait_ready();
  }
  bench.sim.wait_empty();
  CHECK(bench.gateway.open_tickets() == 3);
}

TEST_CASE("the node dies before the Ctrl-Z may leave: the text is sent once", "[node]") {
  NodeBench bench;
  bench.start();
  bench.sim.latency("prompt", 3000);
  CHECK(bench.gateway.ctl({"send", sender, "satu"}).status == 0);
  bench.sim.wait("command CMGS 1");
  bench.node->kill9();
  bench.await_state("absent");
  bench.gateway.await("queued again", [&] { return state_of(bench.gateway, sender) == "queued"; });
  bench.sim.latency("prompt", 1);
  bench.start_node();
  bench.sim.wait_said(sender, "satu");
  bench.gateway.await("delivered", [&] { return state_of(bench.gateway, sender) == "delivered"; });
  CHECK(bench.sim.sent().size() == 1);
}

TEST_CASE("the node dies after the Ctrl-Z: the receipt settles it, and nothing is sent twice", "[node]") {
  NodeBench bench;
  bench.gateway.setup().delivery = "unsure_wait = \"50s\"";
  bench.gateway.configure();
  bench.start();
  bench.sim.command("report off");
  bench.sim.fault("answer-lost");
  CHECK(bench.gateway.ctl({"send", sender, "dua"}).status == 0);
  bench.sim.wait_sent(1);
  bench.node->kill9();
  bench.gateway.await("in doubt", [&] { return state_of(bench.gateway, sender) == "unsure"; });
  bench.start_node();
  bench.gateway.wait_ready();
  bench.sim.command(fmt::format("report now {} 00", bench.sim.sent().front().reference));
  bench.gateway.await("delivered", [&] { return state_of(bench.gateway, sender) == "delivered"; });
  CHECK(bench.sim.sent().size() == 1);
}

TEST_CASE("the node dies after the Ctrl-Z and no receipt comes: once more, never twice", "[node]") {
  NodeBench bench;
  bench.start();
  bench.sim.command("report off");
  // Its reference tells the answer to the second try from a late one to the first.
  CHECK(bench.gateway.ctl({"send", other, "dua"}).status == 0);
  bench.gateway.await("the first text is sent", [&] { return state_of(bench.gateway, other) == "sent"; });
  bench.sim.fault("answer-lost");
  CHECK(bench.gateway.ctl({"send", sender, "tiga"}).status == 0);
  bench.sim.wait_sent(2);
  bench.node->kill9();
  bench.start_node();
  bench.sim.wait_sent(3);
  bench.gateway.await("sent", [&] { return state_of(bench.gateway, sender) == "sent"; });
  CHECK(bench.sim.sent().size() == 3);
}

TEST_CASE("each process may be killed and comes back; every report is one ticket", "[node]") {
  NodeBench bench;
  bench.start();
  std::size_t reports = 0;
  const auto one_more = [&] {
    bench.sim.inject(sender, fmt::format("LAPOR JALAN nomor {} rusak berat sekali", ++reports));
  };
  SECTION("lapord") {
    one_more();
    bench.gateway.kill9();
    one_more();
    bench.gateway.start_ready();
  }
  SECTION("lapord-nodes") {
    one_more();
    bench.listener->kill9();
    bench.await_state("absent");
    one_more();
    bench.start_listener();
    bench.gateway.wait_ready();
  }
  SECTION("the worker") {
    one_more();
    const auto before = bench.sim.stats()["opens"];
    for (const auto pid : bench.node->children()) ::kill(pid, SIGKILL);
    bench.gateway.await("a new worker", [&] { return bench.sim.stats()["opens"] != before; });
    one_more();
    bench.gateway.wait_ready();
  }
  bench.await_tickets(reports);
  bench.sim.wait_empty();
  CHECK(bench.gateway.open_tickets() == reports);
}

TEST_CASE("a stick that is pulled out on the node's box is used again when it is back", "[node]") {
  NodeBench bench;
  bench.start();
  bench.sim.fault("unplug");
  bench.await_state("absent");
  CHECK(bench.node_state() == "connected");
  bench.sim.fault("plug");
  bench.gateway.wait_ready(Millis{60000});
}

TEST_CASE("a modem on a node is held and resumed as any other", "[node]") {
  NodeBench bench;
  bench.start();
  CHECK(bench.gateway.ctl({"modem", "sim1", "hold"}).status == 0);
  bench.gateway.await("no worker", [&] { return bench.node->children().empty(); });
  bench.await_state("held");
  CHECK(bench.gateway.ctl({"modem", "sim1", "resume"}).status == 0);
  bench.gateway.wait_ready();
}
