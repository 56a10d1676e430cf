#include "modem/host/hearing.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using namespace std::chrono_literals;

namespace {

const Instant start{1'000'000s};

void send(Hearing& hearing, int texts, Instant now) {
  for (int n = 0; n < texts; ++n) hearing.sent(now);
}

}  // namespace

TEST_CASE("F13: a modem is deaf if many texts have no receipt for long, and nothing else came", "[modem]") {
  Hearing hearing{10min};
  hearing.heard_receipt();
  send(hearing, 4, start);
  CHECK_FALSE(hearing.take_deaf(start + 1h));
  hearing.sent(start + 1h);
  CHECK(hearing.take_deaf(start + 1h));
  CHECK_FALSE(hearing.take_deaf(start + 2h));
}

TEST_CASE("F13: whatever is heard proves that it hears", "[modem]") {
  Hearing hearing{10min};
  hearing.heard_receipt();
  send(hearing, 50, start);
  CHECK_FALSE(hearing.take_deaf(start + 9min));
  hearing.heard_text();
  CHECK_FALSE(hearing.take_deaf(start + 1h));
}

TEST_CASE("F13: a network that gives no receipts makes no modem deaf", "[modem]") {
  Hearing hearing{10min};
  hearing.heard_text();
  send(hearing, 50, start);
  CHECK_FALSE(hearing.take_deaf(start + 24h));
}

TEST_CASE("F13: what a radio that was switched off and on doesn't help is done ever more seldom", "[modem]") {
  Hearing hearing{10min};
  hearing.heard_receipt();
  auto now = start;
  for (const auto pause : {10min, 20min, 40min, 80min, 160min, 320min, 640min, 640min}) {
    send(hearing, 5, now);
    CHECK_FALSE(hearing.take_deaf(now + pause - 1s));
    CHECK(hearing.take_deaf(now += pause));
  }
  hearing.heard_receipt();
  send(hearing, 5, now);
  CHECK(hearing.take_deaf(now + 10min));
}
