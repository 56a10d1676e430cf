// Receipts, in whatever order a network sends them. Every phone number is fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

constexpr unsigned arrived = 0x00, still_trying = 0x20, given_up = 0x41;  // TP-ST, 3GPP TS 23.040 §9.2.3.15

void receipt(World& w, const std::string& to, unsigned reference, unsigned status,
             const std::string& modem = "sim1") {
  w.post(engine::StatusReportReceived{modem, to, reference, status, std::nullopt});
}

engine::MessageRow to(World& w, const std::string& number) {
  for (const auto& row : w.out())
    if (row.number == number) return row;
  FAIL("nothing went to " << number);
  return {};
}

/// Two citizens ask, and are answered with the references 1 and 2.
void two_answers(World& w) {
  w.text(sari, "CEK");
  w.settle();
  w.text(budi, "CEK");
  w.settle();
  REQUIRE(to(w, sari).reference == 1u);
  REQUIRE(to(w, budi).reference == 2u);
}

}  // namespace

TEST_CASE("a receipt that is faster than the modem's answer counts", "[story]") {
  World w{rules()};
  w.sim().reports = true;  // the world hands a receipt over before the answer
  w.text(sari, "CEK");
  w.settle();
  CHECK(to(w, sari).state == "delivered");
  CHECK(w.phone(sari).size() == 1);
}

TEST_CASE("receipts out of order, twice, and days late each find their text", "[story]") {
  World w{rules()};
  two_answers(w);
  receipt(w, budi, 2, arrived);
  CHECK(to(w, sari).state == "sent");
  CHECK(to(w, budi).state == "delivered");
  const auto at = to(w, budi).delivered_at;
  w.advance(1min);
  receipt(w, budi, 2, arrived);
  CHECK(to(w, budi).delivered_at == at);
  w.restart();
  w.advance(60h);
  receipt(w, sari, 1, arrived);
  CHECK(to(w, sari).state == "delivered");
}

TEST_CASE("K17: a receipt that names its recipient in national form, or without a plus, is theirs",
          "[story]") {
  for (const std::string form : {"0811", "62811", "811"}) {
    World w{rules()};
    two_answers(w);
    receipt(w, form + std::string(sari).substr(6), 1, arrived);
    INFO(form);
    CHECK(to(w, sari).state == "delivered");
    CHECK(to(w, budi).state == "sent");
  }
}

TEST_CASE("a receipt of another number, another modem or another reference changes nothing", "[story]") {
  World w{rules(), {"sim1", "sim2"}};
  w.sim("sim2").present = false;
  two_answers(w);
  receipt(w, budi, 1, arrived);
  receipt(w, sari, 2, arrived);
  receipt(w, sari, 1, arrived, "sim2");
  receipt(w, "+628110000199", 1, arrived);
  receipt(w, "not a number", 1, arrived);
  CHECK(to(w, sari).state == "sent");
  CHECK(to(w, budi).state == "sent");
}

TEST_CASE("still trying is no verdict, failed is one, and what arrived after all did arrive", "[story]") {
  World w{rules()};
  two_answers(w);
  receipt(w, sari, 1, still_trying);
  CHECK(to(w, sari).state == "sent");
  receipt(w, sari, 1, given_up);
  CHECK(to(w, sari).state == "failed");
  CHECK_FALSE(to(w, sari).error.empty());
  receipt(w, sari, 1, arrived);
  CHECK(to(w, sari).state == "delivered");
  receipt(w, sari, 1, given_up);
  CHECK(to(w, sari).state == "delivered");
}

TEST_CASE("a receipt with the reference of last week's text is not taken for it", "[story]") {
  World w{rules()};
  two_answers(w);
  w.advance(24h * 7);
  receipt(w, sari, 1, arrived);
  CHECK(to(w, sari).state == "sent");
}

namespace {

/// The gateway dies before it records the modem's answer to the next send.
void lose_next_result(World& w) {
  w.die_at<engine::SendAccepted>(Dies::before);
  w.live(0s);
}

}  // namespace

TEST_CASE("of several texts to one phone whose results were lost, the right one counts as delivered",
          "[story]") {
  World w{rules()};
  w.text(budi, "CEK");  // reference 1
  w.settle();
  for (const auto* words : {"CEK", "BANTUAN"}) {  // 2 and 3
    w.advance(2s);
    w.text(sari, words);
    lose_next_result(w);
  }
  w.advance(2s);
  w.text(budi, "BANTUAN");  // 4
  w.settle();
  const auto state = [&](std::size_t nth) {
    std::vector<std::string> states;
    for (const auto& row : w.out())
      if (row.number == sari) states.push_back(row.state);
    std::reverse(states.begin(), states.end());  // out() is newest first
    REQUIRE(states.size() == 2);
    return states[nth];
  };
  REQUIRE(state(0) == "unsure");
  REQUIRE(state(1) == "unsure");

  SECTION("the first") {
    receipt(w, sari, 2, arrived);
    CHECK(state(0) == "delivered");
    CHECK(state(1) == "unsure");
  }
  SECTION("the second") {
    receipt(w, sari, 3, arrived);
    CHECK(state(0) == "unsure");
    CHECK(state(1) == "delivered");
  }
  SECTION("neither, by a report that fits none of them") {
    receipt(w, sari, 9, arrived);
    CHECK(state(0) == "unsure");
    CHECK(state(1) == "unsure");
  }
}

TEST_CASE("a receipt that is faster than the modem's answer isn't taken for a text with the same reference",
          "[story]") {
  World w{rules()};
  w.text(sari, "CEK");  // reference 1; its receipt is lost
  w.settle();
  w.advance(2h);
  w.sim().next_reference = 255;  // as after 254 sends more
  w.text(budi, "CEK");
  w.settle();
  REQUIRE(to(w, budi).reference == 0u);
  w.sim().reports = true;
  w.text(sari, "BANTUAN");
  w.settle();
  std::map<std::string, int> states;
  for (const auto& row : w.out())
    if (row.number == sari) ++states[row.state];
  CHECK(states == std::map<std::string, int>{{"sent", 1}, {"delivered", 1}});
}
