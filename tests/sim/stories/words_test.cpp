// Stories of what people write beside reports and commands: our own words coming back, more of a report,
// several matters, thanks and greetings. Every phone number is fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A ticket of BMCK's that says it is done; the citizen is asked.
void resolve_one(World& w) {
  says(w, sari, "LAPOR JALAN berlubang di depan pasar Blora");
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
}

}  // namespace

TEST_CASE("B01: a reaction to our answer, and a forward of it by anybody, open no ticket and cost no text",
          "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di depan pasar Blora");
  const auto answer = w.last(sari);
  const auto heard = w.phone(sari).size();
  w.advance(1h);
  says(w, sari, "Menyukai \u201c" + answer + "\u201d");
  says(w, sari, "\U0001F44D to \u201c" + answer.substr(0, answer.size() - 30) + "\u2026\u201d");
  says(w, budi, "Fwd: " + answer);
  CHECK(w.tickets().size() == 1);
  CHECK(w.phone(sari).size() == heard);
  CHECK(w.phone(budi).empty());
}

TEST_CASE("of a quoted question the words beside it are the answer, about the ticket that it asks of",
          "[story]") {
  World w{rules()};
  resolve_one(w);
  says(w, sari, "> " + w.last(sari) + "\nBELUM, masih berlubang");
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK(w.tickets().size() == 1);
  World again{rules()};
  resolve_one(again);
  says(again, sari, again.last(sari) + " ya sudah beres pak");
  CHECK(state(again, first) == ticket::State::closed);
}

TEST_CASE("an officer who quotes the forward answers that ticket", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di depan pasar Blora");
  says(w, budi, "LAPOR JALAN aspal mengelupas di Cepu");
  const auto forwards = w.phone(bmck_operator);
  REQUIRE(forwards.size() == 2);
  says(w, bmck_operator, "\"" + forwards[0] + "\" TERIMA");
  CHECK(state(w, first) == ticket::State::accepted);
  CHECK(state(w, second) == ticket::State::forwarded);
  says(w, bmck_operator, "Loved \u201c" + forwards[1] + "\u201d");
  CHECK(state(w, second) == ticket::State::forwarded);
  CHECK(w.tickets().size() == 2);
}

TEST_CASE("no phrasing of a no closes a ticket as a yes, and a doubtful one is asked once more", "[story]") {
  for (const auto* no : {"ya masih rusak", "sudah ditambal tapi rusak lagi", "beres dari mana, masih bolong",
                         "BELUM 1000015 jalan di depan pasar masih berlubang dan berbahaya bagi warga"}) {
    INFO(no);
    World w{rules()};
    resolve_one(w);
    says(w, sari, no);
    CHECK(state(w, first) == ticket::State::forwarded);
    CHECK(w.tickets().size() == 1);
  }
  World w{rules()};
  resolve_one(w);
  says(w, sari, "ok");
  CHECK(state(w, first) == ticket::State::resolved);
  CHECK_THAT(w.last(sari),
             ContainsSubstring("Apakah benar sudah beres?") && ContainsSubstring("BELUM " + first));
}

TEST_CASE(
    "B14: minutes after a report a text without a matter of its own is added to it, later it is a report",
    "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di depan pasar Blora");
  w.advance(3min);
  says(w, sari, "di dekat masjid agung ya pak");
  CHECK(w.tickets().size() == 1);
  CHECK_THAT(w.last(bmck_operator),
             ContainsSubstring("TAMBAHAN " + first) && ContainsSubstring("masjid agung"));
  says(w, sari, "lampu jalan mati di Cepu");
  CHECK(w.tickets().size() == 2);
  w.advance(30min);
  says(w, sari, "sebelah kantor lurah yang lama itu ya pak");
  CHECK(w.tickets().size() == 3);
}

TEST_CASE("each of several numbered matters gets its ticket, and one answer names them", "[story]") {
  World w{rules()};
  says(w, sari, "Mohon ditindaklanjuti: 1. jalan berlubang di depan pasar 2. lampu jalan mati di perempatan");
  REQUIRE(w.tickets().size() == 2);
  CHECK(w.phone(sari).size() == 1);
  CHECK_THAT(w.last(sari), ContainsSubstring("2 laporan") && ContainsSubstring(first + " JALAN") &&
                               ContainsSubstring(second + " LAMPU"));
  CHECK(w.phone(bmck_operator).size() == 1);
  CHECK(w.phone(dishub_operator).size() == 1);
}

TEST_CASE("several matters that can't be cut are the coordinator's, and the citizen is told", "[story]") {
  World w{rules()};
  says(w, sari, "jalan berlubang di depan pasar dan lampu jalan juga mati semua");
  REQUIRE(w.tickets().size() == 1);
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK_THAT(w.last(sari), ContainsSubstring("lebih dari satu masalah"));
  CHECK(happened(w, first, "several-matters"));
}

TEST_CASE("thanks cost no text; whoever greets or took a wrong number is told what it is for", "[story]") {
  World w{rules()};
  says(w, sari, "terima kasih pak");
  CHECK(w.phone(sari).empty());
  for (const auto* words : {"halo", "ini siapa?", "maaf salah kirim"}) {
    says(w, sari, words);
    CHECK_THAT(w.last(sari), ContainsSubstring("Lapor Uji, layanan aduan warga"));
  }
  CHECK(w.phone(sari).size() == 3);
  CHECK(w.tickets().empty());
}

TEST_CASE("a report is taken back only under its number", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di depan pasar Blora");
  says(w, sari, "batalin aja laporan saya");
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK_THAT(w.last(sari), ContainsSubstring("balas BATAL " + first));
  says(w, sari, "BATAL " + first);
  CHECK(state(w, first) == ticket::State::cancelled);
}

TEST_CASE("a matter of another body goes to the coordinator, and the citizen is told whose it is",
          "[story]") {
  World w{rules()};
  says(w, sari, "listrik mati di desa kami sejak pagi");
  CHECK(w.tickets().at(0).agency == "KOMINFO");
  CHECK_THAT(w.last(sari), ContainsSubstring("wewenang PLN"));
}

TEST_CASE("an advertisement is set aside where a person can see it", "[story]") {
  World w{rules()};
  says(w, sari, "Selamat! Nomor Anda mendapat hadiah 1 unit mobil, info klik www.hadiah-undian.example");
  says(w, budi, "Mobil nabrak tiang lampu jalan sampai roboh https://maps.example/x");
  REQUIRE(w.tickets().size() == 1);
  CHECK(w.store().quarantined({10}).size() == 1);
}
