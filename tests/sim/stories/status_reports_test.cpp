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
