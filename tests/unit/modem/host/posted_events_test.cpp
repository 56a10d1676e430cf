#include "modem/host/posted_events.hpp"

#include <string>
#include <vector>

#include "modem/host/timer.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using namespace std::chrono_literals;

namespace {

struct Posting {
  boost::asio::io_context io;
  std::vector<std::string> heard;
  std::unique_ptr<PostedEvents> events =
      std::make_unique<PostedEvents>(io, [this](const engine::Event& event) {
        const auto* stuck = std::get_if<engine::ModemStuck>(&event);
        heard.push_back(stuck != nullptr ? stuck->busy_with : "down");
        if (heard.back() == "answer me") say("answer");
      });

  void say(const std::string& what) { events->post(engine::ModemStuck{"sim1", what}); }
  void run() { io.restart(), io.poll(); }
};

}  // namespace

TEST_CASE("what is posted is heard in its order, and never from inside the call") {
  Posting p;
  p.say("one");
  p.events->post_task([&] { p.heard.push_back("task"); });
  p.say("two");
  CHECK(p.heard.empty());
  p.run();
  CHECK(p.heard == std::vector<std::string>{"one", "task", "two"});
}

TEST_CASE("what the engine's answer brings about comes after what was posted before it") {
  Posting p;
  p.say("answer me");
  p.say("two");
  p.run();
  CHECK(p.heard == std::vector<std::string>{"answer me", "two", "answer"});
}

TEST_CASE("others are served between two events") {
  Posting p;
  p.say("one");
  p.say("two");
  boost::asio::post(p.io, [&] { p.heard.push_back("another modem"); });
  p.run();
  CHECK(p.heard == std::vector<std::string>{"one", "another modem", "two"});
}

TEST_CASE("whether an event still waits is known until the sink has it") {
  Posting p;
  CHECK_FALSE(p.events->waits<engine::ModemDown>());
  p.say("one");
  p.events->post(engine::ModemDown{"sim1", "gone"});
  CHECK(p.events->waits<engine::ModemDown>());
  p.run();
  CHECK_FALSE(p.events->waits<engine::ModemDown>());
}

TEST_CASE("a task may end what posted it, and nothing is heard after that") {
  Posting p;
  p.say("one");
  p.events->post_task([&] { p.events.reset(); });
  p.say("two");
  p.run();
  CHECK(p.heard == std::vector<std::string>{"one"});
}

TEST_CASE("a timer that was cancelled or ended when its moment had come is silent") {
  boost::asio::io_context io;
  int expired = 0;
  auto timer = std::make_unique<Timer>(io);
  Timer other(io);
  // All moments have come before the first handler runs, which takes the others' permission away.
  other.start(0ms, [&] { timer->cancel(), ++expired; });
  timer->start(0ms, [&] { expired += 10; });
  io.run_for(20ms);
  CHECK(expired == 1);
  other.start(0ms, [&] { timer.reset(), ++expired; });
  timer->start(0ms, [&] { expired += 10; });
  io.restart(), io.run_for(20ms);
  CHECK(expired == 2);
}

TEST_CASE("a timer may be started anew from its own callback, and only the last start counts") {
  boost::asio::io_context io;
  std::vector<int> expired;
  Timer timer(io);
  timer.start(0ms, [&] { expired.push_back(0); });
  timer.start(0ms, [&] {
    expired.push_back(1);
    timer.start(0ms, [&] { expired.push_back(2); });
  });
  io.run_for(50ms);
  CHECK(expired == std::vector<int>{1, 2});
}
