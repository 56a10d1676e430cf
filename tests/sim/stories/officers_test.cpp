// Stories of officers who write as people write. Every phone number is fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("siap pak takes the only report that waits, and names it", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, bmck_operator, "siap pak");
  CHECK(state(w, first) == ticket::State::accepted);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("OK. No " + first));
}

TEST_CASE("where two wait, siap pak is asked which; what ends a report is never guessed", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, sari, "LAPOR JALAN ambles di Ngaliyan");
  says(w, bmck_operator, "siap pak");
  CHECK_THAT(w.last(bmck_operator),
             ContainsSubstring("nomor yang mana") && ContainsSubstring(first) && ContainsSubstring(second));
  CHECK(state(w, first) == ticket::State::forwarded);
  says(w, bmck_operator, "TERIMA " + second);
  says(w, bmck_operator, "selesai sudah ditambal semua");
  CHECK(state(w, first) == ticket::State::forwarded);
  says(w, bmck_operator, "proses, tim berangkat");
  CHECK(state(w, first) == ticket::State::in_progress);
}

TEST_CASE("officers are citizens too: a report from an agency's phone opens a ticket", "[story]") {
  World w{rules()};
  says(w, bmck_operator, "LAPOR LAMPU jalan mati di depan kantor");
  REQUIRE(w.tickets().size() == 1);
  CHECK(w.tickets()[0].agency == "DISHUB");
  says(w, dishub_operator, "SELESAI " + first + " lampu sudah diganti");
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("Sudah beres?"));
}

TEST_CASE("an officer who reported something answers for it like any citizen", "[story]") {
  World w{rules()};
  says(w, bmck_operator, "LAPOR LAMPU jalan mati di depan kantor");
  says(w, bmck_operator, "CEK " + first);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring(first) && ContainsSubstring("DISHUB"));
  says(w, bmck_operator, "TAMBAH " + first + " di sisi utara");
  CHECK_THAT(w.last(dishub_operator), ContainsSubstring("di sisi utara"));
  says(w, dishub_operator, "SELESAI " + first + " lampu sudah diganti");
  says(w, bmck_operator, "BELUM " + first + " masih mati");
  CHECK(state(w, first) == ticket::State::forwarded);
  says(w, dishub_operator, "SELESAI " + first + " kabel sudah disambung");
  says(w, bmck_operator, "YA " + first);
  CHECK(state(w, first) == ticket::State::closed);
  says(w, bmck_operator, "NILAI " + first + " 5");
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("Terima kasih"));
}

TEST_CASE("what an officer says of another's report is no citizen's word", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  says(w, bmck_operator, "YA " + first);
  CHECK(state(w, first) == ticket::State::resolved);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("TERIMA/PROSES"));
}

TEST_CASE("TUNDA is granted once, and only what was asked counts as the coordinator's answer", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, bmck_operator, "TUNDA " + first + " 5 hari menunggu aspal");
  const auto by = w.tickets()[0].resolution_due;
  says(w, bmck_operator, "TUNDA " + first + " 9 hari menunggu aspal lagi");
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("hanya sekali"));
  CHECK(w.tickets()[0].resolution_due == by);
  says(w, bmck_operator, "TOLAK " + first + " WENANG");
  w.advance(1h);
  says(w, coordinator, "ALIH " + first + " DISHUB");
  const auto assignments = w.store().assignments("KOMINFO", Instant{}, w.now + 1h);
  REQUIRE(assignments.size() == 1);
  CHECK(assignments[0].first_response == w.now);
  says(w, dishub_operator, "TUNDA " + first + " 2 hari menunggu alat");
  CHECK_THAT(w.last(dishub_operator), ContainsSubstring("OK"));
}

TEST_CASE("a bare YA with two questions open is asked which", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, sari, "LAPOR LAMPU mati di Ngaliyan");
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  says(w, dishub_operator, "SELESAI " + second + " lampu sudah diganti");
  says(w, sari, "ya");
  CHECK_THAT(w.last(sari), ContainsSubstring("YA " + first) && ContainsSubstring("YA " + second));
  CHECK(state(w, first) == ticket::State::resolved);
  says(w, sari, "YA " + second);
  CHECK(state(w, second) == ticket::State::closed);
  says(w, sari, "sudah pak");
  CHECK(state(w, first) == ticket::State::closed);
}

TEST_CASE("the coordinator sends on what climbed there, though it is with another agency", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, coordinator, "ALIH " + first + " DISHUB");
  CHECK(w.tickets()[0].agency == "BMCK");  // it hasn't climbed
  w.advance(25h);
  says(w, coordinator, "ALIH " + first + " DISHUB BMCK tidak menjawab");
  CHECK(w.tickets()[0].agency == "DISHUB");
  CHECK(w.tickets()[0].level == 0);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("ditarik oleh koordinator"));
  says(w, dishub_operator, "TERIMA " + first);
  CHECK(state(w, first) == ticket::State::accepted);
}
