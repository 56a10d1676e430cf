// Long texts as networks deliver them. The ids are those of docs/field-log.md; every phone number is
// fictitious.
#include "sim/field/field_case.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

const std::string writer = "+628110000006";

/// A segment of a GSM text with the reference 0x33, sent `after` the first.
void piece(World& w, unsigned number, unsigned total, const std::string& text, Duration after = 0s) {
  static const Instant first = w.now;
  sms::InboundSegment part;
  part.sender = writer;
  part.service_centre_time = first + after;
  part.udh = {0x00, 0x03, 0x33, static_cast<char>(total), static_cast<char>(number)};
  part.text = std::u16string(text.begin(), text.end());
  w.sim().slots[w.sim().next_slot++] = part;
}

std::size_t answers(World& w) {
  const auto all = w.out();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const auto& m) { return m.purpose == "reply"; }));
}

}  // namespace

TEST_CASE("B06: a report of more parts than are joined is one report, cut with a mark", "[field]") {
  World w{rules()};
  play(w, field_case("B06"));
  w.advance(6min);
  REQUIRE(w.tickets().size() == 1);
  CHECK_THAT(w.tickets()[0].text, StartsWith("lubang besar di depan pasar Blora."));
  CHECK_THAT(w.tickets()[0].text, EndsWith("[terpotong]"));
  CHECK(answers(w) == 1);
  CHECK(w.sim().slots.empty());
}

TEST_CASE("B06: what lies beyond the cut may come first, or after the answer", "[field]") {
  World w{rules()};
  auto pdus = field_case("B06");
  std::rotate(pdus.begin(), pdus.end() - 1, pdus.end());  // 12, 1, 2 … 11
  play(w, pdus);
  w.advance(6min);
  CHECK(w.tickets().size() == 1);
  CHECK(answers(w) == 1);
}

TEST_CASE("B06: with room for it the whole text is joined", "[field]") {
  auto roomy = std::make_shared<engine::Rules>(*rules());
  roomy->limits.max_parts_in = 20;
  World w{roomy};
  play(w, field_case("B06"));
  REQUIRE(w.tickets().size() == 1);
  CHECK(w.tickets()[0].text.size() > 1700);
  CHECK(w.tickets()[0].text.find("[") == std::string::npos);
}

TEST_CASE("B06: parts that are counted from 0 make one report", "[field]") {
  const auto order = GENERATE(std::vector<unsigned>{0, 1, 2}, std::vector<unsigned>{2, 1, 0},
                              std::vector<unsigned>{1, 0, 2});
  const std::array words{"LAPOR JALAN lubang ", "besar di ", "pasar Blora"};
  World w{rules()};
  for (const auto n : order) piece(w, n, 3, words[n]);
  w.settle();
  CHECK(texts(w) == std::vector<std::string>{"lubang besar di pasar Blora"});
}

TEST_CASE("B07: a part that comes twice with another time is nothing new", "[field]") {
  for (const auto* id : {"B07.1", "B07.2"}) {
    World w{rules()};
    play(w, field_case(id));
    w.advance(10min);
    INFO(id);
    REQUIRE(w.tickets().size() == 1);
    CHECK_THAT(w.tickets()[0].text, !ContainsSubstring("[bagian hilang]"));
    CHECK(answers(w) == 1);
    CHECK(w.sim().slots.empty());
  }
}

TEST_CASE("B07: a part that comes once more much later opens nothing", "[field]") {
  World w{rules()};
  piece(w, 1, 2, "LAPOR JALAN lubang di ");
  piece(w, 2, 2, "pasar Blora");
  w.settle();
  w.advance(20min);
  piece(w, 2, 2, "pasar Blora", 20min);
  w.settle();
  w.advance(10min);
  CHECK(w.tickets().size() == 1);
  CHECK(answers(w) == 1);
}

TEST_CASE("B15: an extension character that was cut between two parts is whole again", "[field]") {
  World w{rules()};
  play(w, field_case("B15"));
  REQUIRE(w.tickets().size() == 1);
  CHECK_THAT(w.tickets()[0].text, EndsWith("a\u20AC harga akhir Blora"));
}

TEST_CASE("B17: two texts with one reference are never mixed", "[field]") {
  World w{rules()};
  play(w, field_case("B17"));
  w.advance(6min);
  const auto all = texts(w);
  REQUIRE(all.size() == 2);
  CHECK_THAT(all[0], ContainsSubstring("laporan A") && ContainsSubstring("[bagian hilang]") &&
                         ContainsSubstring("A bagian tiga"));
  CHECK_THAT(all[0], !ContainsSubstring("B bagian"));
  CHECK_THAT(all[1], ContainsSubstring("laporan B") && ContainsSubstring("B bagian dua") &&
                         ContainsSubstring("B bagian tiga"));
  CHECK_THAT(all[1], !ContainsSubstring("A bagian") && !ContainsSubstring("hilang"));
}

TEST_CASE("B17: two whole texts of one reference may lie mingled in a listing", "[field]") {
  World w{rules()};
  piece(w, 1, 2, "LAPOR JALAN berlubang depan ", 0s);
  piece(w, 1, 2, "LAPOR LAMPU padam di gang ", 40s);
  piece(w, 2, 2, "melati", 43s);
  piece(w, 2, 2, "pasar", 4s);
  w.settle();
  CHECK(texts(w) == std::vector<std::string>{"berlubang depan pasar", "padam di gang melati"});
}

TEST_CASE("B17: halves that were sent far apart are one text if nothing else completes them", "[field]") {
  World w{rules()};
  piece(w, 1, 2, "LAPOR JALAN berlubang depan ");
  piece(w, 2, 2, "pasar", 9min);
  w.settle();
  w.advance(6min);
  CHECK(texts(w) == std::vector<std::string>{"berlubang depan pasar"});
}

TEST_CASE("B17: a sender of endless parts with one reference is no burden", "[field]") {
  World w{rules()};
  for (unsigned n = 0; n < 400; ++n)
    piece(w, 1 + n % 9, 10, "LAPOR JALAN " + std::to_string(n), std::chrono::seconds(n));
  w.settle();
  w.advance(6min);
  CHECK(w.sim().slots.empty());
  CHECK(w.store().inbox().parts_waiting == 0);
}

TEST_CASE("B20: the same words come twice over a centre without a clock, and are answered twice", "[field]") {
  World w{rules()};
  play(w, field_case("B20"));
  CHECK(answers(w) == 3);
}

TEST_CASE("B20: a slot that is read again after a crash is the same text all the same", "[field]") {
  World w{rules()};
  w.settle();
  w.die_at<engine::SegmentReceived>(Dies::after);
  arrives(w, field_case("B20").front());
  w.live(1s);
  CHECK(w.deaths() == 1);
  CHECK(w.tickets().size() == 1);
  CHECK(answers(w) == 1);
}

namespace {

/// A long text whose headers the network took away: each piece is a text, some seconds after the one before.
void pieces(World& w, const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    w.text(writer, text);
    w.advance(5s);
  }
}

}  // namespace

TEST_CASE("B13: the pieces of a long text without headers are one report, and answered once", "[field]") {
  const std::string first =
      "LAPOR JALAN Yth Bapak Gubernur, jalan di desa kami antara balai desa dan jembatan rusak berat sejak "
      "bulan "
      "Januari, banyak anak sekolah jatuh, sudah dua kali kam";
  const std::string second =
      "i usulkan lewat musrenbang tetapi tidak ada jawaban, mohon segera diperbaiki sebelum lebaran. Lokasi: "
      "desa "
      "Kedungtuban, kecamatan Kedungtuban, Blora, titik keru";
  const std::string third = "sakan sepanjang dua ratus meter mulai dari gapura sampai jembatan kecil";
  World w{rules()};
  pieces(w, {first, second, third});
  REQUIRE(w.tickets().size() == 1);
  CHECK(answers(w) == 1);
  for (const auto* words : {"musrenbang", "gapura"}) CHECK(w.keeps(words));
}

TEST_CASE("B13: pieces that bear their number are one report", "[field]") {
  World w{rules()};
  pieces(
      w,
      {"(1/3)LAPOR JALAN Yth Bapak Gubernur, jalan di desa kami antara balai desa dan jembatan rusak berat "
       "sejak bulan Januari, banyak anak sekolah jatuh, sudah du",
       "(2/3)a kali kami usulkan lewat musrenbang tetapi tidak ada jawaban, mohon segera diperbaiki sebelum "
       "lebaran. Lokasi: desa Kedungtuban, kecamatan Kedungtuba",
       "(3/3)n, Blora, titik kerusakan sepanjang dua ratus meter mulai dari gapura sampai jembatan kecil"});
  CHECK(w.tickets().size() == 1);
}

TEST_CASE("B13: what begins with a keyword, is urgent or comes later is a text of its own", "[field]") {
  const std::string full = "LAPOR JALAN rusak berat di depan balai desa " + std::string(116, 'x');
  const auto tickets = [&](const std::string& next, Duration later) {
    World w{rules()};
    w.text(writer, full);
    w.advance(later);
    w.text(writer, next);
    w.settle();
    return w.tickets().size();
  };
  REQUIRE(full.size() == 160);
  const std::string lamp = "lampu penerangan jalan padam total di gang mawar sudah seminggu gelap sekali";
  CHECK(tickets(lamp, 5s) == 1);
  CHECK(tickets("LAPOR " + lamp, 5s) == 2);
  CHECK(tickets(lamp, 2min) == 2);
  CHECK(tickets("ada kebakaran rumah sekarang di gang mawar, tolong", 5s) == 2);
}
