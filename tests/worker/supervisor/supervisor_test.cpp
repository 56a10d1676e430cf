// The events that the engine gets from a worker, and their order. The worker plays a script. Phone numbers
// are fictitious.
#include <algorithm>
#include <fstream>

#include "small_gateway.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

struct Scripted {
  TempDir dir;
  SmallGateway g;

  explicit Scripted(const std::string& script)
      : g(write(script), [](auto& s) {
          s.worker = LAPOR_BIN_DIR "/lapor-fake-worker";
          s.profile.heartbeat = 1h;
        }) {}

  std::string write(const std::string& script) {
    const auto path = dir.path() / "script";
    std::ofstream(path) << script;
    return path.string();
  }
  bool was_logged(const std::string& event) const {
    return std::any_of(g.records.begin(), g.records.end(), [&](const auto& r) { return r.event == event; });
  }
  /// The commands that the worker got, in order.
  std::vector<std::string> commands() const {
    std::vector<std::string> out;
    std::ifstream got(dir.path() / "script.got");
    for (std::string line; std::getline(got, line);) out.push_back(line);
    return out;
  }
};

template <class E>
std::ptrdiff_t place_of(const SmallGateway& g) {
  const auto& events = g.events;
  return std::find_if(events.begin(), events.end(),
                      [](const auto& e) { return std::holds_alternative<E>(e); }) -
         events.begin();
}

const std::string start = "ready\nawait health\nhealth home\nawait list\n";

}  // namespace

TEST_CASE("a worker that says what can't be is killed", "[modem]") {
  const auto lie = GENERATE(as<std::string>{}, "ready\nready", "ready\ngarbage", "ready\nsegments 1",
                            "ready\nprompted 7", "ready\naccepted 7 1", "ready\nerased 1", "ready\npin",
                            "pin-entered", "ready\nawait health\nhealth home\nhealth home",
                            "ready\nawait health\nhealth home\nawait list\nlisted\nlisted");
  INFO(lie);
  Scripted s(lie);
  CHECK(s.g.until([&] { return s.was_logged("modem-worker-killed"); }));
  CHECK(s.g.until([&] { return s.g.supervisor.status().last_error.find("the worker") == 0; }));
}

TEST_CASE("a listing without an end gets its worker killed", "[modem]") {
  Scripted s(start + "segments 6000");
  CHECK(s.g.until([&] { return s.was_logged("modem-worker-killed"); }));
  CHECK(s.g.supervisor.status().last_error == "the worker lists without end");
  // Its frames don't pile up: at most those of one turn wait.
  CHECK(s.g.all<engine::SegmentReceived>().size() >= 4900);
}

TEST_CASE("all that a worker said before its end is heard, and ModemDown after it", "[modem]") {
  Scripted s(start + "segments 100\nend");
  REQUIRE(s.g.until_event<engine::ModemDown>());
  CHECK(s.g.all<engine::SegmentReceived>().size() == 100);
  CHECK(place_of<engine::ModemUp>(s.g) == 0);
  CHECK(place_of<engine::ModemDown>(s.g) == 101);
}

TEST_CASE("what was said before a stop is heard before the stop is done", "[modem]") {
  Scripted s(start + "segments 100\nlisted");
  REQUIRE(s.g.until_event<engine::SegmentReceived>());
  std::size_t heard = 0;
  s.g.supervisor.stop(10s, [&] { heard = s.g.events.size(); });
  REQUIRE(s.g.until([&] { return heard != 0; }));
  CHECK(std::holds_alternative<engine::ModemDown>(s.g.events.back()));
  s.g.run_for(100ms);
  CHECK(s.g.events.size() == heard);
}

TEST_CASE("no event, and no answer, comes from inside a call", "[modem]") {
  Scripted s("pin\n");
  s.g.send(1, "+628110000101", "terlalu dini");
  bool answered = false;
  s.g.supervisor.ussd("*888#", [&](bool, const std::string&) { answered = true; });
  CHECK(s.g.events.empty());
  CHECK_FALSE(answered);
  REQUIRE(s.g.until_event<engine::SendAborted>());
  CHECK(s.g.until([&] { return answered; }));
  REQUIRE(s.g.until([&] { return s.g.supervisor.status().state == modem::ModemState::need_pin; }));
  bool stopped = false;
  s.g.supervisor.stop(10s, [&] { stopped = true; });
  CHECK_FALSE(stopped);
  CHECK(s.g.until([&] { return stopped; }));
}

TEST_CASE("what is submitted while ModemDown is on its way is answered by it alone", "[modem]") {
  Scripted s(start + "listed\nend");
  REQUIRE(s.g.until_event<engine::ModemUp>());
  REQUIRE(s.g.until([&] { return !s.g.supervisor.status().pid; }));
  REQUIRE(s.g.all<engine::ModemDown>().empty());
  s.g.send(1, "+628110000101", "terlambat");
  REQUIRE(s.g.until_event<engine::ModemDown>());
  s.g.run_for(100ms);
  CHECK(s.g.all<engine::SendAborted>().empty());
}

TEST_CASE("the engine hears that the network is gone before it gets its messages back", "[modem]") {
  Scripted s("ready\nawait health\nhealth searching\n");
  REQUIRE(s.g.until_event<engine::ModemUp>());
  s.g.send(1, "+628110000101", "nanti");
  REQUIRE(s.g.until_event<engine::SendAborted>());
  CHECK(place_of<engine::NetworkChanged>(s.g) < place_of<engine::SendAborted>(s.g));
}

TEST_CASE("the next command is chosen once the engine has heard of the last one", "[modem]") {
  Scripted s(start +
             "listed\nawait send\nprompted 1\nawait release\nregistration\naccepted 1 5\nawait send\n");
  REQUIRE(s.g.until([&] { return s.commands().size() == 2; }));
  s.g.send(1, "+628110000101", "satu");
  // As the engine does: the next message is given with the result of the last.
  s.g.reaction = [&](const engine::Event& event) {
    if (std::holds_alternative<engine::SendAccepted>(event)) s.g.send(2, "+628110000101", "dua");
  };
  REQUIRE(s.g.until([&] { return s.commands().size() == 5; }));
  // The question for the health, which the modem's indication brought about, lets the message go first.
  CHECK(s.commands() == std::vector<std::string>{"health", "list", "send", "release", "send"});
}

TEST_CASE("a worker that talks without end fills no memory and keeps nobody waiting", "[modem]") {
  Scripted s(start + "flood\n");
  REQUIRE(s.g.until([&] { return s.was_logged("modem-no-notices"); }));
  // Other handlers get their turn after 32 frames at most; the log gets one line a worker.
  for (int turn = 0; turn < 50; ++turn) {
    const auto before = s.g.records.size();
    bool served = false;
    boost::asio::post(s.g.io, [&] { served = true; });
    REQUIRE(s.g.until([&] { return served; }));
    CHECK(s.g.records.size() - before <= 64);
  }
  CHECK(std::count_if(s.g.records.begin(), s.g.records.end(),
                      [](const auto& r) { return r.event == "modem-no-notices"; }) == 1);
  CHECK(s.g.until([&] { return s.was_logged("modem-worker-killed"); }));
  bool stopped = false;
  s.g.supervisor.stop(10s, [&] { stopped = true; });
  CHECK(s.g.until([&] { return stopped; }));
}
