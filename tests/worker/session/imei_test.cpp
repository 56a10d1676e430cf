// Modems that are known by their IMEI, at ports whose numbers change. Phone numbers are fictitious.
#include <algorithm>
#include <filesystem>

#include "small_gateway.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::test;
using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;
using modem::ModemState;

namespace {

const std::string imei_a = "350000000000014", imei_b = "350000000000022", imei_c = "350000000000030";

/// /dev as the kernel fills it: ttyUSB0, ttyUSB1 and so on lead to modems.
class Ports {
 public:
  std::string path(int number) const { return (dir_.path() / ("ttyUSB" + std::to_string(number))).string(); }
  void plug(int number, const ModemSim& sim) const {
    std::filesystem::create_symlink(sim.device(), path(number));
  }
  std::string directory() const { return dir_.path().string(); }
  void pull(int number) const { std::filesystem::remove(path(number)); }

 private:
  TempDir dir_;
};

std::function<void(modem::ModemSettings&)> known_as(const std::string& imei) {
  return [imei](modem::ModemSettings& s) { s.imei = imei; };
}

auto times_told(const SmallGateway& g, const std::string& event) {
  return std::count_if(g.records.begin(), g.records.end(), [&](const auto& r) { return r.event == event; });
}

bool is_told(const SmallGateway& g, const std::string& event) {
  return std::any_of(g.records.begin(), g.records.end(), [&](const auto& r) { return r.event == event; });
}

bool until_both(SmallGateway& a, SmallGateway& b, const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + 90s;
  for (; !holds(); a.run_for(20ms), b.run_for(20ms))
    if (std::chrono::steady_clock::now() > end) return false;
  return true;
}

bool is_ready(const SmallGateway& g) { return g.supervisor.status().state == ModemState::ready; }

}  // namespace

TEST_CASE("F09: a wrong modem is refused with its IMEI, and nothing is tried on its SIM", "[modem]") {
  ModemSim other({"--imei", imei_b, "--pin", "1234"});
  SmallGateway g(other.device(), [](auto& s) {
    s.imei = imei_a;
    s.pin = "9999";
  });
  REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::failed; }));
  CHECK(g.supervisor.status().last_error ==
        "another modem stands here: its IMEI is " + imei_b + ", not " + imei_a);
  CHECK(g.all<engine::PinRequired>().empty());
  CHECK(other.stats()["pin_tries"] == "3");
}

TEST_CASE("F09: where no port has the modem, each port is named with what stands there", "[modem]") {
  ModemSim b({"--imei", imei_b});
  Ports ports;
  ports.plug(0, b);
  ports.plug(1, b);  // the same line twice: each is looked at alone
  SmallGateway g(ports.path(0), known_as(imei_a));
  const auto error = [&] { return g.supervisor.status().last_error; };
  REQUIRE(g.until([&] { return error().find("no port has the modem with the IMEI " + imei_a) == 0; }));
  CHECK(g.supervisor.status().state == ModemState::failed);
  CHECK_THAT(error(), ContainsSubstring("; " + ports.path(0) + ": another modem stands here"));
  CHECK_THAT(error(), ContainsSubstring("; " + ports.path(1) + ": another modem stands here"));
  const auto told = times_told(g, "modem-trouble");
  g.run_for(1s);
  CHECK(told == 1);
  CHECK(b.commands("CPIN") == 0);
}

TEST_CASE("F09: a port that another program has is named as such", "[modem]") {
  ModemSim a({"--imei", imei_a}), b({"--imei", imei_b});
  Ports ports;
  ports.plug(0, a);
  ports.plug(1, b);
  SmallGateway for_a(ports.path(0), known_as(imei_a));
  REQUIRE(for_a.until_ready());
  SmallGateway for_c(ports.path(1), known_as(imei_c));
  const auto error = [&] { return for_c.supervisor.status().last_error; };
  REQUIRE(until_both(for_a, for_c, [&] { return !error().empty(); }));
  CHECK_THAT(error(), ContainsSubstring("; " + ports.path(1) + ": another modem stands here: its IMEI is " +
                                        imei_b + ", not " + imei_c));
  CHECK_THAT(error(), ContainsSubstring("; " + ports.path(0) + " is in use by another program"));
  CHECK(is_ready(for_a));
}

TEST_CASE("F09: a wrong modem isn't reset for the failures of the right one", "[modem]") {
  ModemSim a({"--imei", imei_a}), b({"--imei", imei_b});
  Ports ports;
  ports.plug(0, a);
  SmallGateway g(ports.path(0), [](auto& s) {
    s.imei = imei_a;
    s.profile.reset = "AT+CFUN=1,1";
  });
  a.fault("hang forever");
  REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::failed; }, 120s));
  ports.pull(0);
  ports.plug(0, b);
  REQUIRE(g.until([&] { return g.supervisor.status().last_error.find(imei_b) != std::string::npos; }, 120s));
  CHECK(b.commands("CFUN") == 0);
}

TEST_CASE("F09: a modem that came back under another name is found there by its IMEI", "[modem]") {
  ModemSim a({"--imei", imei_a}), b({"--imei", imei_b});
  Ports ports;
  ports.plug(0, b);
  ports.plug(3, a);
  SmallGateway g(ports.path(0), known_as(imei_a));
  REQUIRE(g.until_ready());
  CHECK(is_told(g, "modem-found"));
  a.inject("+628110000301", "LAPOR masih di sini");
  CHECK(g.until_event<engine::SegmentReceived>());
  CHECK(b.commands("CMGL") == 0);
}

TEST_CASE("F09: a modem whose name is gone is found under another", "[modem]") {
  ModemSim a({"--imei", imei_a});
  Ports ports;
  ports.plug(0, a);
  SmallGateway g(ports.path(0), known_as(imei_a));
  REQUIRE(g.until_ready());
  CHECK_FALSE(is_told(g, "modem-found"));
  a.fault("unplug");
  REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::absent; }));
  ports.pull(0);
  ports.plug(5, a);
  a.fault("plug");
  REQUIRE(g.until_ready());
  CHECK(is_told(g, "modem-found"));
}

TEST_CASE("F09: a modem without a device is looked for at all ports, and again wherever it comes back",
          "[modem]") {
  ModemSim a({"--imei", imei_a}), b({"--imei", imei_b});
  Ports ports;
  ports.plug(0, b);
  SmallGateway g("", [&](auto& s) {
    s.imei = imei_a;
    s.ports = ports.directory();
  });
  const auto error = [&] { return g.supervisor.status().last_error; };
  REQUIRE(g.until([&] { return !error().empty(); }));
  CHECK_THAT(error(), ContainsSubstring("no port has the modem with the IMEI " + imei_a + "; " +
                                        ports.path(0) + ": another modem stands here"));
  CHECK(b.commands("CPIN") == 0);
  ports.plug(2, a);
  REQUIRE(g.until([&] { return is_ready(g); }, 60s));
  CHECK(is_told(g, "modem-found"));
  a.fault("unplug");
  REQUIRE(g.until([&] { return !is_ready(g); }));
  ports.pull(2);
  ports.plug(1, a);
  a.fault("plug");
  REQUIRE(g.until([&] { return is_ready(g); }, 60s));
  CHECK(times_told(g, "modem-found") == 2);
  CHECK(b.commands("CPIN") == 0);
}

TEST_CASE("F09: a modem without a device is absent while there is no port, and found once there is",
          "[modem]") {
  ModemSim a({"--imei", imei_a});
  Ports ports;
  SmallGateway g("", [&](auto& s) {
    s.imei = imei_a;
    s.ports = ports.directory();
  });
  REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::absent; }));
  ports.plug(0, a);
  CHECK(g.until_ready());
}

TEST_CASE(
    "F09: two modems of one kind, pulled out in the middle of a send, are each found again though they "
    "changed places",
    "[modem]") {
  ModemSim a({"--imei", imei_a}), b({"--imei", imei_b});
  Ports ports;
  ports.plug(0, a);
  ports.plug(1, b);
  SmallGateway for_a(ports.path(0), known_as(imei_a)), for_b(ports.path(1), known_as(imei_b));
  REQUIRE(until_both(for_a, for_b, [&] { return is_ready(for_a) && is_ready(for_b); }));
  a.latency("CMGS", 3000);
  for_a.send(1, "+628110000302", "di tengah jalan");
  REQUIRE(for_a.until_event<engine::Prompted>());
  a.fault("unplug");
  b.fault("unplug");
  REQUIRE(until_both(for_a, for_b, [&] { return !is_ready(for_a) && !is_ready(for_b); }));
  ports.pull(0);
  ports.pull(1);
  ports.plug(0, b);
  ports.plug(1, a);
  a.fault("plug");
  b.fault("plug");
  a.latency("CMGS", 10);
  REQUIRE(until_both(for_a, for_b, [&] { return is_ready(for_a) && is_ready(for_b); }));
  a.inject("+628110000303", "untuk a");
  b.inject("+628110000304", "untuk b");
  REQUIRE(until_both(for_a, for_b, [&] { return !for_a.texts().empty() && !for_b.texts().empty(); }));
  CHECK(for_a.texts() == std::vector<std::string>{"untuk a"});
  CHECK(for_b.texts() == std::vector<std::string>{"untuk b"});
  CHECK(for_a.all<engine::ModemDown>().size() == 1);  // which answers the send that was under way
}
