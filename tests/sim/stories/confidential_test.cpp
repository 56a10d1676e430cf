// Stories of reports in confidence: who hears of them, and who never does. Every phone number is fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Nothing that this phone got names the report or a word of it.
bool knows_nothing(World& w, const std::string& phone) {
  for (const auto& text : w.phone(phone))
    if (text.find("100ribu") != text.npos || text.find("PUNGLI") != text.npos ||
        text.find("LAPOR " + first) != text.npos)
      return false;
  return true;
}

}  // namespace

TEST_CASE("confidential: a bribe for a lamp reaches the inspectorate, never the office it is about",
          "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR LAMPU baru dipasang kalau bayar pungli 100ribu ke petugas");
  REQUIRE(w.tickets().size() == 1);
  CHECK(w.tickets()[0].confidential);
  CHECK(w.tickets()[0].agency == "INSP");
  CHECK(w.tickets()[0].excluded_agencies == std::vector<std::string>{"DISHUB"});
  CHECK_THAT(w.last(sari), ContainsSubstring("RAHASIA"));
  CHECK_THAT(w.last(inspectorate), ContainsSubstring("100ribu"));

  // DISHUB can't read it, and nobody can send it there.
  says(w, dishub_operator, "DETAIL " + first);
  says(w, dishub_operator, "SELESAI " + first + " tidak ada pungli di sini");
  says(w, inspectorate, "ALIH " + first + " DISHUB mohon klarifikasi");
  CHECK(w.tickets()[0].agency == "INSP");
  CHECK_THAT(w.last(inspectorate), ContainsSubstring("belum dialihkan"));
  says(w, inspectorate, "TOLAK " + first + " JELAS kurang bukti");
  says(w, coordinator, "ALIH " + first + " DISHUB");
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK(knows_nothing(w, dishub_operator));

  says(w, coordinator, "ALIH " + first + " INSP periksa lagi");
  w.advance(15 * 24h);
  CHECK_THAT(w.last(governor), ContainsSubstring(first));
  CHECK(knows_nothing(w, dishub_operator));
  CHECK(knows_nothing(w, bmck_operator));
}

TEST_CASE("a report about the inspectorate goes to the coordinator, one about both to nobody of theirs",
          "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR RAHASIA oknum Inspektorat minta suap 100ribu");
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK(knows_nothing(w, inspectorate));
  CHECK_THAT(w.last(coordinator), ContainsSubstring("100ribu"));

  World v{rules()};
  says(v, sari, "LAPOR RAHASIA oknum Kominfo minta suap 100ribu");
  CHECK(v.tickets()[0].agency == "INSP");
  v.advance(5 * 24h);
  CHECK(knows_nothing(v, coordinator));

  World u{rules()};
  says(u, sari, "LAPOR RAHASIA oknum INSP dan KOMINFO minta suap 100ribu");
  u.advance(1h);
  CHECK(knows_nothing(u, coordinator));
  CHECK(knows_nothing(u, inspectorate));
  CHECK_THAT(u.last(governor), ContainsSubstring("100ribu"));
  says(u, coordinator, "DETAIL " + first);
  says(u, coordinator, "TOLAK " + first + " SPAM");
  CHECK(u.tickets()[0].state != ticket::State::rejected);
  CHECK(knows_nothing(u, coordinator));
}

TEST_CASE("what was told in confidence isn't there for a stranger, not even its progress", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR LAMPU baru dipasang kalau bayar pungli 100ribu ke petugas");
  REQUIRE(w.tickets().size() == 1);
  says(w, sari, "CEK " + first);
  CHECK_THAT(w.last(sari), ContainsSubstring(first));
  for (const auto* words : {"CEK ", "TAMBAH ", "BUKA ", "BATAL "}) {
    INFO(words);
    says(w, budi, words + first + " apa kabar laporan ini");
    CHECK_THAT(w.last(budi), ContainsSubstring("tidak dikenal"));
  }
}

TEST_CASE("an ordinary report that happens to name an agency goes to it", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR LAMPU dishub tolong lampu jalan mati");
  CHECK(w.tickets()[0].agency == "DISHUB");
  CHECK(w.tickets()[0].excluded_agencies.empty());
}

TEST_CASE("a quotation with the number of a confidential report tells no stranger that it is there",
          "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR RAHASIA mandor proyek jalan mencuri aspal di gudang");
  const auto text = "RAHASIA diterima No " + first + " Nomor identitas Anda tidak diteruskan Bila ada bahaya";
  says(w, budi, text);
  CHECK_FALSE(w.phone(budi).empty());
}

TEST_CASE("confidence is heard at the end of a report, and in other words", "[story]") {
  World w{rules()};
  for (const auto* text : {"LAPOR JALAN mandor mencuri aspal di gudang proyek kami. RAHASIA ya pak",
                           "LAPOR JALAN mandor mencuri aspal lagi, nama saya jangan disebut ya pak",
                           "LAPOR JALAN aspal dicuri tiap malam, sangat rahasia, trims"}) {
    says(w, sari, text);
    CHECK(w.tickets().back().confidential);
  }
}

TEST_CASE("what is added in confidence takes the whole report from the office that it is about", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR LAMPU jalan mati di depan pasar Johar");
  REQUIRE(w.tickets()[0].agency == "DISHUB");
  const auto heard = w.phone(dishub_operator).size();
  SECTION("as TAMBAH") { says(w, sari, "TAMBAH " + first + " RAHASIA petugas minta pungli 100ribu"); }
  SECTION("as the answer to a question") {
    says(w, dishub_operator, "TANYA " + first + " lampu yang mana?");
    says(w, sari, "TAMBAH " + first + " yang di gang 3, tapi petugas minta pungli 100ribu");
  }
  SECTION("minutes later, without a command") {
    says(w, sari, "Dishub minta uang 100ribu, tolong rahasiakan");
  }
  CHECK(w.tickets()[0].confidential);
  CHECK(w.tickets()[0].excluded_agencies == std::vector<std::string>{"DISHUB"});
  CHECK(w.tickets()[0].agency != "DISHUB");
  for (auto n = heard; n < w.phone(dishub_operator).size(); ++n)
    CHECK_THAT(w.phone(dishub_operator)[n], !ContainsSubstring("100ribu"));
  says(w, dishub_operator, "DETAIL " + first);
  CHECK_THAT(w.last(dishub_operator), !ContainsSubstring("100ribu"));
  bool told = false;
  for (const auto& text : w.phone(sari)) told = told || text.find("RAHASIA") != text.npos;
  CHECK(told);
}

TEST_CASE("a report in confidence about people of an office that no word names goes to the coordinator first",
          "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR RAHASIA JALAN orang dalam main proyek aspal 100ribu");
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK(knows_nothing(w, bmck_operator));
  says(w, coordinator, "ALIH " + first + " BMCK mohon diperiksa");
  CHECK(w.tickets()[0].agency == "BMCK");
}

TEST_CASE("who only wants to stay unnamed is told so, and the agency goes on with the report", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR LAMPU jalan mati di depan pasar Johar");
  says(w, sari, "TAMBAH " + first + " di gang 3, tolong rahasiakan nama saya");
  CHECK(w.tickets()[0].confidential);
  CHECK(w.tickets()[0].agency == "DISHUB");
  CHECK_THAT(w.last(sari), ContainsSubstring("RAHASIA"));
  CHECK_THAT(w.last(dishub_operator), ContainsSubstring("gang 3"));
  says(w, budi, "CEK " + first);
  CHECK_THAT(w.last(budi), ContainsSubstring("tidak dikenal"));
}
