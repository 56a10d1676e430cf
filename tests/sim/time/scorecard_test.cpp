// The scorecard that laporctl gets. Every phone number is fictitious.
#include "control/scorecard.hpp"

#include "sim/world.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using control::Json;

namespace {

Result<Json> cards_of(World& w, const Json& request) {
  const auto question = control::read_scorecard_question(request, w.rules(), w.now);
  if (!question) return question.error();
  return control::scorecard_rows(*question, w.store());
}

Json card(World& w, const std::string& agency, const Json& request = Json::object({})) {
  const auto cards = cards_of(w, request);
  REQUIRE(cards);
  for (const auto& row : (*cards).items())
    if (*row["agency"].text() == agency) return row;
  FAIL("no row of " + agency);
  return {};
}

}  // namespace

TEST_CASE("a report answered after two hours, closed with YA and marked 4", "[scorecard]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.text("919", "Mau? Ketik YA ke 919 sd 05-Aug-16");
  w.advance(2h);
  w.text(bmck_operator, "SELESAI 1000015 lubang sudah ditambal");
  w.settle();
  w.text(sari, "YA 1000015");
  w.settle();
  w.text(sari, "NILAI 1000015 4");
  w.settle();
  const auto c = card(w, "BMCK");
  for (const auto* one : {"received", "responded", "responded_in_time", "resolved", "resolved_in_time",
                          "ratings", "closed_by_citizen", "set_aside_everywhere"}) {
    INFO(one);
    REQUIRE(c[one].number());
    CHECK(*c[one].number() == 1);
  }
  for (const auto* none :
       {"unanswered", "reopened", "transferred", "rejected", "open", "overdue", "unreachable"}) {
    INFO(none);
    REQUIRE(c[none].number());
    CHECK(*c[none].number() == 0);
  }
  CHECK(*c["median_first_response_s"].number() == 7200);
  CHECK(*c["p90_first_response_s"].number() == 7200);
  CHECK(c["rank"].is_null());
  REQUIRE(c["rating"].real());
  CHECK(*c["rating"].real() > 3.99);
  const auto other = card(w, "DISHUB");
  CHECK(*other["received"].number() == 0);
  CHECK(other["median_first_response_s"].is_null());
  CHECK(other["rating"].is_null());
}

TEST_CASE("days are local and both included, a bad one is refused", "[scorecard]") {
  World w{rules()};
  w.now = std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 18h;  // 4 March, 01:00 in Jakarta
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  const auto received = [&](const char* from, const char* to) {
    return *card(w, "BMCK", Json::object({{"from", from}, {"to", to}}))["received"].number();
  };
  CHECK(received("2026-03-04", "2026-03-04") == 1);
  CHECK(received("2026-03-03", "2026-03-03") == 0);
  CHECK(received("2026-03-01", "2026-03-31") == 1);
  for (const auto* wrong : {"2026-02-30", "03-03-2026", "kemarin", "2026-3-3"})
    CHECK_FALSE(cards_of(w, Json::object({{"from", wrong}})));
  CHECK_FALSE(cards_of(w, Json::object({{"from", "2026-03-05"}, {"to", "2026-03-04"}})));
}

TEST_CASE("what was given away counts for both, each from its own forward", "[scorecard]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.advance(1h);
  w.text(bmck_operator, "ALIH 1000015 DISHUB lampu jalan");
  w.advance(3h);
  w.text(dishub_operator, "TERIMA 1000015");
  w.settle();
  const auto gave = card(w, "BMCK"), got = card(w, "DISHUB");
  CHECK(*gave["received"].number() == 1);
  CHECK(*gave["transferred"].number() == 1);
  CHECK(*gave["median_first_response_s"].number() == 3600);
  CHECK(*got["received"].number() == 1);
  CHECK(*got["transferred"].number() == 0);
  CHECK(*got["median_first_response_s"].number() == 10800);
}

TEST_CASE("what the gateway says by itself, and what says nothing, is no answer of the agency's",
          "[scorecard]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(bmck_operator, "DETAIL 1000015");
  w.text(bmck_operator, "DAFTAR");
  w.text(bmck_operator, "terima kasih atas informasinya, mohon petunjuk");
  w.advance(13h);  // a reminder went out, too
  CHECK(w.phone(bmck_operator).size() >= 4);
  const auto c = card(w, "BMCK");
  CHECK(*c["received"].number() == 1);
  CHECK(*c["responded"].number() == 0);
  CHECK(*c["unanswered"].number() == 1);
  CHECK(c["median_first_response_s"].is_null());
}

TEST_CASE("pauses and what was set aside are in every row, and nine reports have no rank", "[scorecard]") {
  World w{rules()};
  for (int n = 0; n < 9; ++n)
    w.text("+62811000040" + std::to_string(n), "LAPOR JALAN berlubang di gang " + std::to_string(n));
  w.text("+628110000177",
         "SELAMAT! Anda memenangkan undian Rp 175 juta, hubungi 081100000555 atau www.undian.com");
  w.settle();
  w.text(bmck_operator, "TANYA 1000015 di mana persisnya?");
  w.advance(5h);
  const auto c = card(w, "BMCK");
  CHECK(*c["received"].number() == 9);
  CHECK(*c["paused_s"].number() >= 18000);
  CHECK(c["rank"].is_null());
  for (const auto* agency : {"BMCK", "DISHUB", "KOMINFO"})
    CHECK(*card(w, agency)["set_aside_everywhere"].number() == 1);
  w.text("+628110000420", "LAPOR JALAN retak di jembatan");
  w.settle();
  CHECK(card(w, "BMCK")["rank"].is_null());  // ten reports, and nothing to judge yet
  w.advance(29 * 24h - 5h);
  CHECK_FALSE(card(w, "BMCK")["rank"].is_null());
}
