// Stories that a civil servant could read. Every phone number is fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a report gets a number, its agency gets the text without the citizen's number", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN jln raya Blora km 12 rusak parah, hub 0811-0000-101");
  w.settle();
  REQUIRE(w.tickets().size() == 1);
  CHECK(w.tickets()[0].state == ticket::State::forwarded);
  CHECK(w.tickets()[0].agency == "BMCK");
  CHECK_THAT(w.last(sari), ContainsSubstring(first));
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring(first) && ContainsSubstring("jln raya Blora"));
  CHECK_THAT(w.last(bmck_operator), !ContainsSubstring("0000101") && !ContainsSubstring("0000-101"));
  CHECK(w.sim().slots.empty());
}

TEST_CASE("silence climbs the ladder on time, and the first answer stops it", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.advance(11h);
  CHECK(w.phone(bmck_operator).size() == 1);
  w.advance(1h + 1min);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("INGAT") && ContainsSubstring(first));
  w.advance(12h);
  CHECK_THAT(w.last(bmck_secretary), ContainsSubstring(first) && ContainsSubstring("BMCK"));
  CHECK(w.phone(bmck_head).empty());
  CHECK(w.tickets()[0].level == 2);

  w.text(bmck_operator, "TERIMA " + first);
  w.settle();
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("OK") && ContainsSubstring(first));
  CHECK_THAT(w.last(sari), ContainsSubstring("diterima") && ContainsSubstring("BMCK"));
  w.advance(72h);
  CHECK(w.phone(bmck_head).empty());
  CHECK(w.tickets()[0].first_response_at.has_value());
}

TEST_CASE("SELESAI asks the citizen, YA closes the ticket", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(bmck_operator, "SELESAI " + first + " lubang sudah ditambal aspal");
  w.settle();
  CHECK(w.tickets()[0].state == ticket::State::resolved);
  CHECK_THAT(w.last(sari), ContainsSubstring("SELESAI") && ContainsSubstring("lubang sudah ditambal") &&
                               ContainsSubstring("YA " + first));
  w.text(sari, "sdh pak mksh");
  w.settle();
  CHECK(w.tickets()[0].state == ticket::State::closed);
  CHECK(w.tickets()[0].closed_at.has_value());
  CHECK_THAT(w.last(sari), ContainsSubstring("ditutup"));
}

TEST_CASE("BELUM sends it back one level higher", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(bmck_operator, "SELESAI " + first + " lubang sudah ditambal aspal");
  w.settle();
  w.text(sari, "BELUM " + first + " masih berlubang");
  w.settle();
  CHECK(w.tickets()[0].state == ticket::State::forwarded);
  CHECK(w.tickets()[0].level == 1);
  CHECK(w.tickets()[0].reopens == 1);
  CHECK_THAT(w.last(sari), ContainsSubstring("dibuka kembali"));
}

TEST_CASE("a citizen is told one date by which it shall be repaired, whenever they ask", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(bmck_operator, "TERIMA " + first);
  w.settle();
  const auto date = w.rules().calendar.short_date(*w.tickets()[0].resolution_due);
  CHECK_THAT(w.last(sari), ContainsSubstring("hari kerja (" + date + ")"));
  w.text(sari, "CEK " + first);
  w.settle();
  CHECK_THAT(w.last(sari), ContainsSubstring("Target " + date));
}

TEST_CASE("SELESAI without a word of what was done is asked for one", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(bmck_operator, "SELESAI " + first);
  w.settle();
  CHECK(w.tickets()[0].state == ticket::State::forwarded);
  CHECK(w.phone(bmck_operator).size() == 2);
}

TEST_CASE("a report that nobody owns goes to the coordinator", "[story]") {
  World w{rules()};
  w.text(sari, "lapor sandal pedhot pak");
  w.settle();
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK_THAT(w.last(coordinator), ContainsSubstring(first));
}

TEST_CASE("CEK shows its own reporter everything and a stranger the state alone", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(sari, "CEK " + first);
  w.text(budi, "CEK " + first);
  w.settle();
  CHECK_THAT(w.last(sari), ContainsSubstring("BMCK"));
  CHECK_THAT(w.last(budi), ContainsSubstring(first) && !ContainsSubstring("BMCK"));
}

TEST_CASE("an agency can act only on what is with it", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(dishub_operator, "TERIMA " + first);
  w.settle();
  CHECK(w.tickets()[0].state == ticket::State::forwarded);
  w.text(dishub_operator, "DETAIL " + first);
  w.settle();
  CHECK_THAT(w.last(dishub_operator), !ContainsSubstring("Johar"));
}

TEST_CASE("words added to a ticket reach its agency", "[story]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(sari, "TAMBAH " + first + " dekat lampu merah");
  w.settle();
  CHECK(w.tickets().size() == 1);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("dekat lampu merah"));
}

TEST_CASE(
    "a long report in interleaved parts is one ticket, a missing part is marked and added when it comes",
    "[story]") {
  World w{rules()};
  std::string words = "LAPOR JALAN ";
  while (words.size() < 300) words += "berlubang dan licin sekali di tikungan ";
  FakeModem away;
  away.holds(sari, words, w.now);
  REQUIRE(away.slots.size() >= 2);
  w.sim().slots[10] = away.slots.at(2);
  w.settle();
  CHECK(w.tickets().empty());
  w.advance(6min);
  REQUIRE(w.tickets().size() == 1);
  CHECK_THAT(w.tickets()[0].text, ContainsSubstring("[bagian hilang]"));
  w.sim().slots[11] = away.slots.at(1);
  w.settle();
  CHECK(w.tickets().size() == 1);
  CHECK_THAT(w.tickets()[0].text, ContainsSubstring("LAPOR JALAN"));
}

TEST_CASE("reports of a night wait for the morning and for one reminder a contact", "[story]") {
  World w{rules("window = \"06:00-21:00\"\nladder_gap = \"10m\"\n")};
  w.now = std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 15h;  // 22:00 in Jakarta
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.text(budi, "LAPOR JALAN ambles di Ngaliyan dekat pasar");
  w.settle();
  CHECK(w.phone(sari).size() == 1);
  w.advance(7h);
  CHECK(w.phone(bmck_operator).empty());
  w.advance(1h + 1min);
  CHECK(w.phone(bmck_operator).size() == 2);
  w.advance(12h + 5min);
  CHECK(w.phone(bmck_operator).size() == 3);  // one reminder of both
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("2 laporan"));
}

TEST_CASE("after two days switched off every contact hears once, not once a step", "[story]") {
  World w{rules("window = \"00:00-00:00\"\nladder_gap = \"10m\"\n")};
  for (int n = 0; n < 5; ++n)
    w.text("+62811000011" + std::to_string(n), "LAPOR JALAN berlubang nomor " + std::to_string(n));
  w.settle();
  const auto before = w.phone(bmck_operator).size();
  w.now += 50h;
  w.restart();
  w.settle();
  CHECK(w.phone(bmck_operator).size() == before + 1);
  CHECK(w.phone(bmck_secretary).size() == 1);
  CHECK(w.phone(bmck_head).size() == 1);
  CHECK(w.phone(governor).empty());
}

TEST_CASE("a dead agency phone climbs at once and rings the operator, once for several", "[story]") {
  World w{rules(always_open, with_alerts)};
  w.sim().refuse = [](const std::string& to) {
    return to == bmck_operator ? std::optional(1) : std::nullopt;
  };
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.text(budi, "LAPOR JALAN ambles di Ngaliyan dekat pasar");
  w.settle();
  CHECK(w.phone(bmck_operator).empty());
  CHECK(w.tickets()[0].level >= 1);
  CHECK(w.phone(alert_phone).size() == 1);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("BMCK"));
  w.advance(25h);
  CHECK_FALSE(w.phone(bmck_secretary).empty());
}

TEST_CASE("machines are never answered", "[story]") {
  World w{rules()};
  w.text("919", "Mau? Ketik YA ke 919 sd 05-Aug-16");
  w.text("TELKOMSEL", "LAPOR JALAN rusak");
  w.text("+628110000001", "LAPOR JALAN rusak");
  w.settle();
  CHECK(w.out().empty());
  CHECK(w.sim().slots.empty());
}

TEST_CASE("the seventh answer of an hour to one number is withheld, its report is not", "[story]") {
  World w{rules()};
  for (int n = 0; n < 10; ++n) w.text(sari, "LAPOR JALAN berlubang nomor " + std::to_string(n));
  w.settle();
  CHECK(w.tickets().size() == 10);
  CHECK(w.phone(sari).size() == 6);
}
