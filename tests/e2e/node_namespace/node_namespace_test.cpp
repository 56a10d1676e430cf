// A gateway and a node in network namespaces of their own, with a cable between that can be pulled: no FIN
// and no RST comes, as on a real line. Needs the right to make namespaces; says so where it is missing. Every
// phone number is fictitious.
#include <fmt/format.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/node_bench.hpp"

using namespace lapor::test;

namespace {

constexpr auto sender = "+628110000123", other = "+628110000124";
constexpr auto iproute = "/usr/sbin/ip";

bool ip(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), iproute);
  return run(arguments).status == 0;
}

/// Two namespaces and a cable, as long as the object lives.
class Cable {
 public:
  Cable() {
    made_ = ip({"netns", "add", town_}) && ip({"netns", "add", office_}) &&
            ip({"-n", office_, "link", "add", "c0", "type", "veth", "peer", "name", "c1", "netns", town_}) &&
            ip({"-n", office_, "addr", "add", "198.51.100.1/30", "dev", "c0"}) &&
            ip({"-n", town_, "addr", "add", "198.51.100.2/30", "dev", "c1"}) && plug(true);
  }
  ~Cable() {
    ip({"netns", "del", town_});
    ip({"netns", "del", office_});
  }
  Cable(const Cable&) = delete;
  Cable& operator=(const Cable&) = delete;
  bool is_made() const { return made_; }
  bool plug(bool in) const {
    const auto* state = in ? "up" : "down";
    return ip({"-n", office_, "link", "set", "c0", state}) && ip({"-n", town_, "link", "set", "c1", state});
  }
  Places places() const {
    return {"198.51.100.1", {iproute, "netns", "exec", office_}, {iproute, "netns", "exec", town_}};
  }

 private:
  std::string town_ = fmt::format("lapor-town-{}", ::getpid()),
              office_ = fmt::format("lapor-office-{}", ::getpid());
  bool made_ = false;
};

}  // namespace

TEST_CASE("a cable that is pulled for a minute costs no text, and all goes on by itself", "[node]") {
  const Cable cable;
  if (!cable.is_made()) {
    WARN("skipped: no right to make network namespaces, or no iproute2");
    return;
  }
  NodeBench bench(cable.places());
  bench.start();
  bench.sim.inject(sender, "LAPOR JALAN rusak di depan pasar, lubangnya dalam");
  bench.await_tickets(1);
  bench.sim.wait_empty();

  REQUIRE(cable.plug(false));
  const auto pulled = std::chrono::steady_clock::now();
  bench.await_state("absent", Millis{32000});
  bench.gateway.await("its worker has ended", [&] { return bench.sim.stats()["open"] == "0"; });
  bench.sim.inject(sender, "LAPOR LAMPU padam di jalan pemuda sejak kemarin");
  CHECK(bench.gateway.ctl({"send", other, "halo"}).status == 0);
  bench.gateway.await(
      "a minute is over", [&] { return std::chrono::steady_clock::now() - pulled > std::chrono::minutes(1); },
      Millis{70000});
  CHECK(bench.gateway.open_tickets() == 1);

  REQUIRE(cable.plug(true));
  bench.gateway.wait_ready(Millis{60000});
  bench.await_tickets(2);
  bench.sim.wait_said(other, "halo");
  bench.sim.wait_empty();
}
