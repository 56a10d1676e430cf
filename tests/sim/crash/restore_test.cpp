// A backup is put back: what it had queued is not sent as if nothing had happened, and nobody gets a burst.
// Every number is fictitious.
#include <fmt/format.h>

#include <algorithm>

#include "domain/ticket/number.hpp"
#include "sim/world.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

/// Three reports that no modem could carry on, in a backup; then a day that it doesn't know of.
struct Fixture {
  World w{rules("window = \"00:00-00:00\"\nladder_gap = \"10m\"\n")};
  Fixture() {
    for (int n = 0; n < 3; ++n) w.text(citizen(n), "LAPOR JALAN berlubang depan pasar");
    w.sim().refuse = [](const std::string&) { return std::optional(38); };  // the network is out of order
    w.live(1min);
    REQUIRE(w.tickets().size() == 3);
    w.back_up();
    w.sim().refuse = nullptr;
    w.live(20min);
    REQUIRE(w.phone(bmck_operator).size() == 3);
    w.text(citizen(7), "LAPOR JALAN licin");
    w.live(10min);
    known = w.phone(bmck_operator).size();
  }
  std::size_t known = 0;
};

}  // namespace

TEST_CASE("after a restore what was queued is given up with the reason", "[sim][sqlite]") {
  Fixture f;
  const auto citizens_texts = f.w.phone(citizen(0)).size();
  f.w.restore();
  f.w.live(1h);
  std::size_t ended = 0;
  for (const auto& row : f.w.out()) ended += row.error.find("backup") != std::string::npos ? 1 : 0;
  CHECK(ended >= 6);  // three answers, three forwards
  CHECK(f.w.phone(citizen(0)).size() == citizens_texts);
}

TEST_CASE("after a restore an agency is told once of all that it may not know", "[sim][sqlite]") {
  Fixture f;
  f.w.restore();
  f.w.live(1h);
  const auto texts = f.w.phone(bmck_operator);
  REQUIRE(texts.size() == f.known + 1);
  for (const auto& t : f.w.tickets()) {
    CHECK(texts.back().find(ticket::number(t.id)) != std::string::npos);
    CHECK(t.forwarded_at);
    CHECK(t.level == 0);  // its phone was not out of reach
  }
}

TEST_CASE("after a restore no ticket number is given out a second time", "[sim][sqlite]") {
  Fixture f;
  const auto newest = f.w.tickets().front().id;
  f.w.restore();
  f.w.text(citizen(8), "LAPOR JALAN amblas");
  f.w.live(1min);
  CHECK(f.w.tickets().front().id.value == newest.value + 1);
  CHECK(f.w.tickets().size() == 4);
}

TEST_CASE("a restored gateway that is started again settles nothing twice", "[sim][sqlite]") {
  Fixture f;
  f.w.restore();
  f.w.restart();
  f.w.live(1h);
  CHECK(f.w.phone(bmck_operator).size() == f.known + 1);
}
