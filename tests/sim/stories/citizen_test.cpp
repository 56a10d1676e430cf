// Stories of citizens who wait: for an answer, twice, too long, or no more. Every phone number is fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Days as the calendar works them.
void working_days(World& w, int days) {
  w.advance(w.rules().calendar.add(w.now, {Duration{0}, days}) - w.now);
}

}  // namespace

TEST_CASE("misunderstood thrice in a day: the coordinator reads what the citizen wrote", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR");
  says(w, sari, "CEK 1234567");  // no ticket has this check digit
  CHECK(w.tickets().empty());
  CHECK(w.phone(sari).size() == 2);
  w.advance(1h);
  says(w, sari, "TAMBAH 1234567 yang kemarin itu");
  REQUIRE(w.tickets().size() == 1);
  CHECK(w.tickets()[0].text == "TAMBAH 1234567 yang kemarin itu");
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK_THAT(w.last(sari), ContainsSubstring(first));
  w.advance(48h);
  says(w, sari, "LAPOR");
  CHECK(w.tickets().size() == 1);  // another day, another two
}

TEST_CASE("asked and unanswered: reminded at half the time, closed at its end, opened again", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di depan pasar");
  says(w, bmck_operator, "TANYA " + first + " pasar yang mana?");
  CHECK_THAT(w.last(sari), ContainsSubstring("pasar yang mana") && ContainsSubstring("maks 10 hari kerja"));

  // Nobody climbs while the citizen is asked.
  working_days(w, 5);
  CHECK(w.phone(bmck_secretary).empty());
  CHECK_THAT(w.last(sari), ContainsSubstring("masih menunggu jawaban Anda"));
  const auto heard = w.phone(sari).size();
  working_days(w, 4);
  CHECK(w.phone(sari).size() == heard);
  working_days(w, 1);
  CHECK(state(w, first) == ticket::State::auto_closed);
  CHECK_THAT(w.last(sari), ContainsSubstring("ditutup otomatis"));

  says(w, sari, "BUKA " + first + " maaf, pasar Johar");
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK_THAT(w.phone(bmck_operator)[w.phone(bmck_operator).size() - 2], ContainsSubstring("DIBUKA LAGI"));
}

TEST_CASE("an answer before the reminder stops it", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di depan pasar");
  says(w, bmck_operator, "TANYA " + first + " pasar yang mana?");
  w.advance(24h);
  says(w, sari, "pasar Johar");
  CHECK(state(w, first) == ticket::State::forwarded);
  says(w, bmck_operator, "PROSES " + first + " tim berangkat");
  const auto heard = w.phone(sari).size();
  working_days(w, 4);
  CHECK(w.phone(sari).size() == heard);
}

TEST_CASE("the same words within a day are one report, more words are added to it", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang besar depan pasar Johar");
  w.advance(2h);
  says(w, sari, "lapor jalan berlubang besar depan pasar johar pak");
  CHECK(w.tickets().size() == 1);
  CHECK_THAT(w.last(sari), ContainsSubstring("digabung dgn No: " + first));
  CHECK(w.phone(bmck_operator).size() == 1);
  CHECK(happened(w, first, "repeated"));

  says(w, sari, "LAPOR JALAN berlubang besar depan pasar Johar sampai ada yang jatuh");
  CHECK(w.tickets().size() == 1);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("TAMBAHAN") && ContainsSubstring("ada yang jatuh"));

  says(w, budi, "LAPOR JALAN berlubang besar depan pasar Johar");
  says(w, sari, "LAPOR JALAN berlubang besar depan pasar Bulu");
  CHECK(w.tickets().size() == 3);
  w.advance(25h);
  says(w, sari, "LAPOR JALAN berlubang besar depan pasar Johar");
  CHECK(w.tickets().size() == 4);
}

TEST_CASE("two citizens about one matter in one town are shown to the coordinator, not joined", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di Blora dekat alun-alun");
  says(w, budi, "LAPOR JALAN rusak parah di Blora arah Cepu");
  CHECK(w.tickets().size() == 2);
  CHECK(happened(w, "1000028", "looks-like"));
}

TEST_CASE("the date is missed: the citizen learns who else may help, once, and superiors hear again",
          "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, bmck_operator, "PROSES " + first + " dijadwalkan");
  CHECK(w.tickets()[0].level == 0);
  working_days(w, 5);  // accepted, then nothing: the step after the last
  CHECK(w.tickets()[0].level == 1);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("INGAT"));
  working_days(w, 8);
  CHECK_FALSE(happened(w, first, "late"));
  working_days(w, 2);
  CHECK(happened(w, first, "late"));
  CHECK_THAT(w.last(sari), ContainsSubstring("Ombudsman") && ContainsSubstring("1708"));
  const auto heard = w.phone(sari).size();
  working_days(w, 30);
  CHECK(w.phone(sari).size() == heard);
}

TEST_CASE("progress begun again after the ladder restarts goes on from where it was", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.advance(25h);
  CHECK(w.tickets()[0].level == 2);  // operator, secretary
  says(w, bmck_operator, "TERIMA " + first);
  working_days(w, 5);
  CHECK(w.tickets()[0].level == 3);
  CHECK_THAT(w.last(bmck_head), ContainsSubstring("ESKALASI"));
  says(w, bmck_operator, "PROSES " + first + " aspal sudah datang");
  const auto heard = w.phone(governor).size();
  w.advance(24h);
  CHECK(w.phone(governor).size() == heard);
}

TEST_CASE("YA asks for a mark, and a bare digit gives it", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  says(w, sari, "ya");
  CHECK_THAT(w.last(sari), ContainsSubstring("ditutup") && ContainsSubstring("NILAI " + first));
  says(w, sari, "4 mantap");
  CHECK(w.tickets()[0].rating == 4U);
  says(w, sari, "5");  // nothing waits for a mark any more
  CHECK(w.tickets()[0].rating == 4U);
}

TEST_CASE("right after a ticket was closed, it is opened again without its number", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di depan pasar");
  says(w, bmck_operator, "SELESAI " + first + " sudah ditambal");
  says(w, sari, "YA " + first);
  says(w, sari, "buka lagi laporannya pak");
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK_THAT(w.last(sari), ContainsSubstring(first + " dibuka kembali"));
  says(w, budi, "buka lagi pak");  // who has nothing closed
  CHECK_THAT(w.last(budi), ContainsSubstring("Belum ada laporan"));
}

TEST_CASE("a third BELUM is for the coordinator to settle", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  for (int n = 0; n < 3; ++n) {
    says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
    says(w, sari, "BELUM masih berlubang");
    w.advance(11min);
  }
  CHECK(state(w, first) == ticket::State::verifying);
  CHECK_THAT(w.last(coordinator), ContainsSubstring("PUTUSKAN") && ContainsSubstring("BELUM"));
  says(w, coordinator, "ALIH " + first + " DISHUB");
  says(w, dishub_operator, "SELESAI " + first + " sudah diaspal ulang");
  says(w, sari, "YA");
  says(w, sari, "BUKA " + first + " rusak lagi");
  CHECK_THAT(w.last(sari), ContainsSubstring("tidak bisa dibuka lagi"));
}

TEST_CASE("STOP ends the news until the next report, and answers still come", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, sari, "STOP");
  CHECK_THAT(w.last(sari), ContainsSubstring("Notifikasi dihentikan"));
  const auto heard = w.phone(sari).size();
  says(w, bmck_operator, "TERIMA " + first);
  CHECK(w.phone(sari).size() == heard);
  says(w, sari, "CEK " + first);
  CHECK(w.phone(sari).size() == heard + 1);
  says(w, sari, "LAPOR LAMPU jalan mati dekat kelurahan");
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  CHECK_THAT(w.last(sari), ContainsSubstring("SELESAI"));
}

TEST_CASE("a text that waits is taken back when the answer comes first, or tells only of the others",
          "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, budi, "LAPOR JALAN ambles di Ngaliyan");
  w.sim().present = false;  // no network: reminders are made and wait
  w.advance(25h);
  REQUIRE(w.tickets()[0].level == 2);

  // The agency's answer to one of the two came by another way before they could go.
  engine::SegmentReceived answer;
  answer.modem = "sim1";
  answer.slot = {"SM", 90};
  answer.segment.sender = bmck_operator;
  answer.segment.service_centre_time = w.now;
  answer.segment.text = u"TERIMA 1000015";
  w.post(answer);
  w.sim().present = true;
  w.settle();
  REQUIRE(w.phone(bmck_secretary).size() == 1);
  CHECK_THAT(w.last(bmck_secretary), ContainsSubstring("1000028") && !ContainsSubstring(first));

  w.sim().present = false;
  w.advance(24h);
  answer.segment.text = u"TERIMA 1000028";
  answer.segment.service_centre_time = w.now;
  w.post(answer);
  w.sim().present = true;
  w.settle();
  CHECK(w.phone(bmck_head).empty());
  for (const auto& text : w.out()) CHECK(text.state != "queued");
}

TEST_CASE("a report cancelled before it was forwarded never reaches the agency", "[story]") {
  World w{rules()};
  w.sim().refuse = [](const std::string& to) {
    return to == bmck_operator ? std::optional(42) : std::nullopt;
  };
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, sari, "BATAL " + first);
  w.sim().refuse = nullptr;
  w.advance(2h);
  CHECK(w.phone(bmck_operator).empty());
}

TEST_CASE("outside office hours the answer says when they begin", "[story]") {
  World w{rules("window = \"00:00-00:00\"\nladder_gap = \"0s\"\noffice_hours = \"07:00-15:30\"\n")};
  w.now = std::chrono::sys_days{std::chrono::year{2026} / 3 / 6} + 10h;  // Friday, 17:00 in Jakarta
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  CHECK_THAT(w.last(sari), ContainsSubstring("tutup, buka lagi 09/03 07.00 WIB"));
  w.advance(63h);
  says(w, budi, "LAPOR JALAN ambles di Ngaliyan");
  CHECK_THAT(w.last(budi), ContainsSubstring("1x24 jam"));
}

TEST_CASE("YA and BELUM with somebody else's number move no ticket of the sender's own", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, budi, "LAPOR LAMPU mati di jalan Pemuda");
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  for (const auto* word : {"BELUM ", "YA "}) {
    says(w, sari, word + second + " masih begitu");
    CHECK(state(w, first) == ticket::State::resolved);
    CHECK(state(w, second) == ticket::State::forwarded);
    CHECK_THAT(w.last(sari), ContainsSubstring("Periksa angkanya"));
  }
  says(w, sari, "YA " + first);
  CHECK(state(w, first) == ticket::State::closed);
}

TEST_CASE("BELUM with somebody else's number is no answer to an agency's question", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, budi, "LAPOR LAMPU mati di jalan Pemuda");
  says(w, bmck_operator, "TANYA " + first + " di sebelah mana persisnya?");
  says(w, sari, "BELUM " + second + " masih begitu");
  CHECK(state(w, first) == ticket::State::need_info);
  CHECK(state(w, second) == ticket::State::forwarded);
  says(w, sari, "TAMBAH " + first + " di depan toko roti");
  CHECK(state(w, first) == ticket::State::forwarded);
}
