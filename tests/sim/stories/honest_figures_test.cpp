// Tricks to look good without work, and why they fail. Every phone number is fictitious.
#include "domain/scorecard/card.hpp"
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using ticket::State;

namespace {

scorecard::Assignment with(World& w, const std::string& agency) {
  for (const auto& a : w.store().assignments(agency, Instant{}, w.now + 1h))
    if (a.ticket == TicketId{100001}) return a;
  FAIL("the report was never with " + agency);
  return {};
}

/// Sari's report is with BMCK.
struct Reported : World {
  Reported() : World{test::rules()} { says(*this, sari, "LAPOR JALAN berlubang depan pasar Johar"); }
  engine::Ticket ticket() { return tickets().back(); }
};

std::string by_telephone(World& w) {
  w.order(engine::ReportFiled{ticket::Channel::hotline, "", "LAPOR JALAN berlubang depan pasar Johar",
                              engine::Actor::operator_named("uid 1000")});
  w.settle();
  return first;
}

}  // namespace

TEST_CASE("TERIMA said again every day moves no date and stops no escalation", "[honest]") {
  Reported w;
  says(w, bmck_operator, "TERIMA " + first);
  const auto due = w.ticket().due_at;
  for (int day = 0; day < 12; ++day) {
    w.advance(24h);
    says(w, bmck_operator, "TERIMA " + first);
  }
  CHECK(w.ticket().level >= 3);
  CHECK(w.ticket().due_at == due);
}

TEST_CASE("PROSES moves the date with new words alone, and the citizen isn't told the same twice",
          "[honest]") {
  Reported w;
  says(w, bmck_operator, "PROSES " + first + " tim cek lokasi");
  const auto due = w.ticket().due_at, resolution = w.ticket().resolution_due;
  const auto heard = w.phone(sari).size();
  w.advance(24h);
  says(w, bmck_operator, "PROSES " + first + " tim cek lokasi");
  CHECK(w.ticket().due_at == due);
  CHECK(w.phone(sari).size() == heard);
  says(w, bmck_operator, "PROSES " + first + " aspal dipesan dari gudang");
  CHECK(w.ticket().due_at > due);
  CHECK(w.ticket().resolution_due == resolution);
  CHECK(w.phone(sari).size() == heard + 1);
}

TEST_CASE("after the date of resolution the escalation goes on until SELESAI", "[honest]") {
  Reported w;
  says(w, bmck_operator, "TERIMA " + first);
  w.now = *w.ticket().resolution_due + 1h;
  w.advance(1min);
  const auto level = w.ticket().level;
  says(w, bmck_operator, "PROSES " + first + " alat berat sudah datang");
  says(w, bmck_operator, "TUNDA " + first + " 10 hari menunggu aspal");
  says(w, bmck_operator, "TANYA " + first + " lubang yang mana?");
  CHECK(state(w, first) == State::in_progress);
  w.advance(49h);
  CHECK(w.ticket().level > level);
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  const auto top = w.ticket().level;
  w.advance(49h);
  CHECK(w.ticket().level == top);
}

TEST_CASE("a question stops the clock that ran and doesn't empty it", "[honest]") {
  Reported w;
  w.advance(20h);
  says(w, bmck_operator, "TANYA " + first + " lubang yang mana?");
  w.advance(5h);
  says(w, sari, "TAMBAH " + first + " yang di depan warung");
  CHECK(state(w, first) == State::forwarded);
  CHECK(w.ticket().due_at == w.now + 4h);
  w.advance(4h + 1min);
  CHECK(w.ticket().level >= 1);
}

TEST_CASE("the third question isn't sent: the coordinator hears of it, and the clock runs", "[honest]") {
  Reported w;
  for (int n = 0; n < 2; ++n) {
    w.now += 1s;
    says(w, bmck_operator, "TANYA " + first + " lubang yang mana?");
    says(w, sari, "TAMBAH " + first + " yang di depan warung");
  }
  const auto heard = w.phone(sari).size();
  says(w, bmck_operator, "TANYA " + first + " warung yang mana?");
  CHECK(w.phone(sari).size() == heard);
  CHECK(state(w, first) == State::forwarded);
  CHECK_THAT(w.last(coordinator), ContainsSubstring("warung yang mana"));
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("Koordinator diberi tahu"));
  CHECK(with(w, "BMCK").questions == 2);
}

TEST_CASE("that the coordinator sends on what a silent agency had is no answer of that agency", "[honest]") {
  Reported w;
  w.advance(49h);
  REQUIRE(w.ticket().level > 0);
  says(w, coordinator, "ALIH " + first + " DISHUB");
  REQUIRE(w.ticket().agency == "DISHUB");
  CHECK_FALSE(with(w, "BMCK").first_response);
  CHECK(w.store().assignments("KOMINFO", Instant{}, w.now + 1h).empty());
}

TEST_CASE("of what an agency wants and doesn't get the coordinator hears three times a report", "[honest]") {
  Reported w;
  for (const auto* when : {"5 hari menunggu aspal", "4 hari hujan", "3 hari alat rusak", "2 hari antre",
                           "6 hari libur", "7 hari cuti"}) {
    w.advance(1min);
    says(w, bmck_operator, "TUNDA " + first + " " + when);
  }
  unsigned heard = 0;
  for (const auto& text : w.phone(coordinator)) heard += text.find("TUNDA") != text.npos;
  CHECK(heard == 3);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("hanya sekali"));
}

TEST_CASE("SELESAI on a report without a number is the coordinator's, and never closes by silence",
          "[honest]") {
  World w{rules()};
  const auto number = by_telephone(w);
  says(w, bmck_operator, "SELESAI " + number + " lubang sudah ditambal");
  CHECK_THAT(w.last(coordinator), ContainsSubstring("PERIKSA " + number) && ContainsSubstring("ditambal"));
  w.advance(60 * 24h);
  CHECK(state(w, number) == State::resolved);
  REQUIRE(w.store().unasked(10).size() == 1);
  CHECK(ticket::number(w.store().unasked(10)[0].id) == number);
  says(w, coordinator, "PROSES " + number + " kami cek masih berlubang");
  CHECK(state(w, number) == State::forwarded);
  says(w, bmck_operator, "SELESAI " + number + " lubang sudah ditambal lagi");
  says(w, coordinator, "SELESAI " + number + " sudah kami cek beres");
  CHECK(state(w, number) == State::closed);
  CHECK(with(w, "BMCK").contests == 1);
}

TEST_CASE("where nobody could be asked, only SELESAI and PROSES by the coordinator verify", "[honest]") {
  World w{rules()};
  const auto number = by_telephone(w);
  says(w, bmck_operator, "TOLAK " + number + " WENANG jalan desa");
  says(w, coordinator, "SELESAI " + number + " lubang sudah ditambal kelurahan");
  REQUIRE(state(w, number) == State::resolved);
  says(w, coordinator, "ALIH " + number + " DISHUB silakan");
  CHECK(state(w, number) == State::resolved);
  says(w, coordinator, "TOLAK " + number + " WENANG jalan desa");
  CHECK(state(w, number) == State::resolved);
}

TEST_CASE("at laporctl, too, SELESAI that nobody could be asked about is confirmed or contested",
          "[honest]") {
  World w{rules()};
  const auto number = by_telephone(w);
  const auto order = [&](engine::OperatorOrder::What what, const std::string& text) {
    engine::OperatorOrder o;
    o.what = what;
    o.ticket = ticket::id_of(number);
    o.text = text;
    o.actor = engine::Actor::operator_named("operator uid 7");
    return w.order(o);
  };
  using What = engine::OperatorOrder::What;
  CHECK_THAT(order(What::confirm, "kami lihat sendiri"), ContainsSubstring("can't be verified"));
  says(w, bmck_operator, "SELESAI " + number + " lubang sudah ditambal");
  CHECK_FALSE(order(What::contest, "").empty());
  CHECK(order(What::contest, "masih berlubang").empty());
  CHECK(state(w, number) == State::forwarded);
  w.advance(1min);
  says(w, bmck_operator, "SELESAI " + number + " lubang sudah ditambal lagi");
  CHECK(order(What::confirm, "kami lihat sendiri").empty());
  CHECK(state(w, number) == State::closed);
}

TEST_CASE("the coordinator can't close what the citizen was asked about", "[honest]") {
  Reported w;
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  says(w, coordinator, "SELESAI " + first + " sudah kami cek beres");
  CHECK(state(w, first) == State::resolved);
}

TEST_CASE("TANYA on a report without a number closes nothing", "[honest]") {
  World w{rules()};
  const auto number = by_telephone(w);
  says(w, bmck_operator, "TANYA " + number + " lubang yang mana?");
  CHECK(state(w, number) == State::forwarded);
  CHECK_THAT(w.last(coordinator), ContainsSubstring("lubang yang mana"));
  w.advance(60 * 24h);
  CHECK(state(w, number) == State::forwarded);
}

TEST_CASE("STOP ends news, not the question whether one's report is repaired", "[honest]") {
  Reported w;
  says(w, sari, "STOP");
  says(w, bmck_operator, "TERIMA " + first);
  CHECK_THAT(w.last(sari), ContainsSubstring("dihentikan"));
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  CHECK_THAT(w.last(sari), ContainsSubstring("Sudah beres?"));
  says(w, sari, "BELUM " + first);
  CHECK(state(w, first) == State::forwarded);
}

TEST_CASE("a question that no network took closes nothing", "[honest]") {
  Reported w;
  w.sim().refuse = [](const std::string& to) { return to == sari ? std::optional(1) : std::nullopt; };
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  w.advance(40 * 24h);
  CHECK(state(w, first) == State::resolved);
  CHECK_THAT(w.last(coordinator), ContainsSubstring("PERIKSA " + first));
}

TEST_CASE("what is sent back after ALIH or TOLAK was no answer", "[honest]") {
  Reported w;
  says(w, bmck_operator, "TOLAK " + first + " WENANG jalan nasional");
  CHECK(with(w, "BMCK").first_response);
  w.advance(2h);
  says(w, coordinator, "ALIH " + first + " BMCK jalan kota");
  CHECK_FALSE(with(w, "BMCK").first_response);
  CHECK(with(w, "BMCK").came_back == 1);
}

TEST_CASE("work is counted though the officer answered before a modem took the forward", "[honest]") {
  World w{rules()};
  w.sim().refuse = [](const std::string& to) {
    return to == bmck_operator ? std::optional(42) : std::nullopt;
  };
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  CHECK_FALSE(w.tickets()[0].forwarded_at);
  w.sim().refuse = nullptr;
  w.text(bmck_operator, "TERIMA " + first);
  w.settle();
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  says(w, sari, "YA " + first);
  const auto c = scorecard::cards(std::vector{with(w, "BMCK")}, {}, w.now).front();
  CHECK(c.received == 1);
  CHECK(c.responded == 1);
  CHECK(c.resolved == 1);
  CHECK(c.closed_by_citizen == 1);
}

namespace {

/// Budi's report was joined to Sari's, and BMCK says that it is repaired.
struct Joined : Reported {
  Joined() {
    says(*this, budi, "LAPOR JALAN berlubang di muka pasar Johar");
    engine::OperatorOrder merge;
    merge.what = engine::OperatorOrder::What::merge;
    merge.ticket = TicketId{100002}, merge.into = TicketId{100001},
    merge.actor = engine::Actor::operator_named("uid 1000");
    REQUIRE(order(merge).empty());
    says(*this, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  }
};

}  // namespace

TEST_CASE("a follower's YA counts when the reporter has kept silent, and their BELUM at once", "[honest]") {
  Joined w;
  says(w, budi, "YA " + first);
  CHECK(state(w, first) == State::resolved);
  says(w, budi, "NILAI " + first + " 5");
  CHECK_FALSE(w.ticket().rating);
  SECTION("the reporter keeps silent") {
    w.advance(30 * 24h);
    CHECK(state(w, first) == State::closed);
    CHECK(with(w, "BMCK").ending == scorecard::Ending::confirmed);
  }
  SECTION("the reporter says no") {
    says(w, sari, "BELUM " + first);
    CHECK(state(w, first) == State::forwarded);
  }
  SECTION("the follower thinks again") {
    says(w, budi, "BELUM " + first);
    CHECK(state(w, first) == State::forwarded);
  }
}

TEST_CASE("the reporter's YA doesn't shut out who joined the report: their BELUM contests it", "[honest]") {
  Joined w;
  says(w, sari, "YA " + first);
  REQUIRE(state(w, first) == State::closed);
  SECTION("with its number") { says(w, budi, "BELUM " + first + " masih bolong"); }
  SECTION("without a number, as they were asked") { says(w, budi, "Belum, masih bolong"); }
  CHECK(state(w, first) == State::forwarded);
  CHECK(with(w, "BMCK").contests == 1);
}

TEST_CASE("BELUM long after the closing opens nothing, as BUKA doesn't", "[honest]") {
  Joined w;
  says(w, sari, "YA " + first);
  w.advance(31 * 24h);
  says(w, budi, "BELUM " + first + " masih bolong");
  CHECK(state(w, first) == State::closed);
  CHECK_THAT(w.last(budi), ContainsSubstring("tidak bisa dibuka lagi"));
}

TEST_CASE("SELESAI wants words that say what was done", "[honest]") {
  Reported w;
  for (const auto* note : {"abcdefghij", "sudah beres", "ok ok ok"}) {
    says(w, bmck_operator, "SELESAI " + first + " " + note);
    CHECK(state(w, first) == State::forwarded);
  }
}

TEST_CASE("a report from a phone of the configuration is marked", "[honest]") {
  World w{rules()};
  says(w, bmck_secretary, "LAPOR JALAN berlubang depan kantor dinas");
  CHECK(with(w, "BMCK").own_report);
  CHECK(with(w, "BMCK").reporter);
}
