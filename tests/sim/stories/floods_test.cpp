// One sender who floods, beside others who don't. Every phone number is fictitious.
#include <fmt/format.h>

#include "domain/sms/segmentation.hpp"
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using ticket::State;

namespace {

constexpr auto flooder = "+628110000177";

std::string report(int n) {
  return fmt::format("LAPOR JALAN lubang besar di gang {} dekat rumah nomor {}", n, n * 7);
}

std::size_t of(World& w, const std::string& number, const std::string& words) {
  const auto texts = w.phone(number);
  return static_cast<std::size_t>(std::count_if(
      texts.begin(), texts.end(), [&](const auto& text) { return text.find(words) != text.npos; }));
}

std::size_t set_aside(World& w) {
  std::size_t n = 0;
  for (const auto& [cause, count] : w.store().quarantine_counts(w.now - 24h, w.now + 1h)) n += count;
  return n;
}

}  // namespace

TEST_CASE("one number opens ten tickets an hour, the rest is held and the coordinator told once", "[flood]") {
  World w{rules()};
  for (int n = 0; n < 40; ++n) says(w, flooder, report(n));
  CHECK(w.tickets().size() == 10);
  CHECK(set_aside(w) == 30);
  CHECK(of(w, coordinator, "BANJIR") == 1);
  CHECK(of(w, flooder, "Pesan Anda disimpan") <= 1);
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  CHECK(w.tickets().size() == 11);
  w.advance(61min);
  says(w, flooder, report(99));
  CHECK(w.tickets().size() == 12);
}

TEST_CASE("one number is urgent twice an hour", "[flood]") {
  World w{rules()};
  for (int n = 0; n < 6; ++n)
    says(w, flooder, fmt::format("LAPOR JALAN DARURAT jembatan {} ambrol gang {}", n, n * 3));
  std::size_t urgent = 0;
  for (const auto& t : w.tickets()) urgent += t.urgent;
  CHECK(w.tickets().size() == 6);
  CHECK(urgent == 2);
}

TEST_CASE("the answer to an emergency goes before the answers to sixty others", "[flood]") {
  World w{rules()};
  for (int n = 0; n < 60; ++n)
    w.text(fmt::format("+6281100001{:02}", n), fmt::format("LAPOR JALAN retak di blok {} gang {}", n, n * 3));
  says(w, flooder, "DARURAT JALAN ambles, 3 orang terjebak di gang buntu");
  CHECK_THAT(w.last(flooder), ContainsSubstring("MENDESAK"));
}

TEST_CASE("sixty reports to one agency don't delay the answer to a report to another", "[flood]") {
  World w{rules()};
  for (int n = 0; n < 60; ++n)
    w.text(fmt::format("+6281100001{:02}", n), fmt::format("LAPOR JALAN retak di blok {} gang {}", n, n * 3));
  says(w, sari, "LAPOR LAMPU mati di depan puskesmas");
  const auto& sent = w.sim().transmitted;
  const auto to = [&](const std::string& number) {
    return std::find_if(sent.begin(), sent.end(), [&](const auto& sms) { return sms.number == number; });
  };
  REQUIRE(to(sari) != sent.end());
  CHECK(to(sari) - sent.begin() < 25);
  CHECK(to(dishub_operator) - sent.begin() < 26);
  CHECK(to("+628110000159") != sent.end());
}

TEST_CASE("of a flood of new numbers to one agency some aren't answered, a report to another agency is",
          "[flood]") {
  World w{rules()};
  for (int n = 0; n < 120; ++n)
    says(w, fmt::format("+628110000{:03}", 600 + n),
         fmt::format("LAPOR JALAN retak di blok {} gang {}", n, n * 3));
  CHECK(w.phone("+628110000662").size() == 1);
  CHECK(w.phone("+628110000663").empty());
  CHECK(w.tickets().size() == 120);
  says(w, sari, "LAPOR LAMPU mati di depan puskesmas");
  CHECK(w.phone(sari).size() == 1);
}

TEST_CASE("who adds again and again is in the record, and the agency hears of five an hour", "[flood]") {
  World w{rules()};
  says(w, flooder, report(1));
  for (int n = 0; n < 30; ++n)
    says(w, flooder, fmt::format("TAMBAH {} keterangan ke {} dari saya", first, n));
  CHECK(of(w, bmck_operator, "TAMBAHAN") == 5);
  const auto events = w.store().events(TicketId{100001});
  CHECK(std::count_if(events.begin(), events.end(),
                      [](const auto& e) { return e.is(engine::RecordKind::added); }) == 30);
}

TEST_CASE("a citizen hears five pieces of news of one ticket a day, and is always asked", "[flood]") {
  World w{rules()};
  says(w, sari, report(1));
  const auto heard = w.phone(sari).size();
  for (const auto* note :
       {"tim berangkat pagi", "aspal dipesan gudang", "alat berat datang", "pekerja mulai menggali",
        "lubang dibersihkan dahulu", "kerikil sedang diratakan", "besok diaspal hotmix"})
    says(w, bmck_operator, "PROSES " + first + " " + note);
  CHECK(w.phone(sari).size() == heard + 5);
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  CHECK_THAT(w.last(sari), ContainsSubstring("Sudah beres?"));
}

TEST_CASE("a link or a sum goes to no citizen without a PIN", "[flood]") {
  World w{rules_with_pin()};
  says(w, sari, report(1));
  const auto heard = w.phone(sari).size();
  says(w, bmck_operator, "PROSES " + first + " Bayar Rp50.000 lewat bit.ly/lapor-1 supaya cepat");
  CHECK(state(w, first) == State::forwarded);
  CHECK(w.phone(sari).size() == heard);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("disertai PIN"));
  says(w, bmck_operator, "PROSES " + first + " PIN 4321 denda Rp50.000 dibatalkan");
  CHECK(state(w, first) == State::in_progress);
}

TEST_CASE("PINs in several parts of one text prove nothing, and each counts", "[pin]") {
  World w{rules_with_pin()};
  says(w, sari, report(1));
  const std::string filler(140, 'a');
  says(w, bmck_operator,
       "SELESAI " + first + " PIN 4320 lubang sudah ditambal " + filler + " PIN 4321 " + filler);
  CHECK(state(w, first) == State::forwarded);
  w.store().begin();
  CHECK(w.store().count_wrong_pins("BMCK", w.now - 1h) == 2);
  w.store().rollback();
}

namespace {

/// BMCK's forwards tell a PIN each.
std::shared_ptr<const engine::Rules> with_word() {
  auto r = std::make_shared<engine::Rules>(*rules());
  r->directory.agencies[0].proof_by_word = true;
  return r;
}

std::string word_in(const std::string& text) {
  const auto at = text.find(". PIN ");
  REQUIRE(at != text.npos);
  return text.substr(at + 6, 4);
}

}  // namespace

TEST_CASE("a PIN of each forward is known to who holds the phone, and is good for that report alone",
          "[pin]") {
  World w{with_word()};
  says(w, sari,
       report(1) + " yang panjang sekali ceritanya karena sudah lama dan belum ada yang datang memperbaiki");
  const auto word = word_in(w.last(bmck_operator));
  CHECK(sms::segment_count(w.last(bmck_operator)) == 1);
  says(w, budi, "LAPOR JALAN retak di jembatan Blora dekat sungai");
  const auto other = word_in(w.last(bmck_operator));
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("PIN"));
  if (other != word)
    says(w, bmck_operator, "SELESAI " + first + " PIN " + other + " lubang sudah ditambal aspal");
  CHECK(state(w, first) == State::forwarded);
  w.now += 1s;
  says(w, bmck_operator, "DETAIL " + first);
  CHECK(word_in(w.last(bmck_operator)) == word);
  says(w, bmck_operator, "SELESAI " + first + " PIN " + word + " lubang sudah ditambal hotmix");
  CHECK(state(w, first) == State::resolved);
  says(w, sari, "BELUM " + first);
  CHECK(of(w, bmck_operator, "DIBUKA LAGI " + first) == 1);
  for (const auto& text : w.phone(bmck_operator))
    if (text.find("DIBUKA LAGI") != text.npos) CHECK_FALSE(word_in(text).empty());
}

TEST_CASE("what is beyond thirty texts an hour to one officer waits, and comes as a digest", "[flood]") {
  auto r = std::make_shared<engine::Rules>(*rules());
  r->limits.texts_per_phone_per_hour = 4;
  World w{r};
  for (int n = 0; n < 12; ++n) says(w, fmt::format("+6281100003{:02}", n), report(n));
  CHECK(of(w, bmck_operator, "(LAPOR ") == 4);
  says(w, "+628110000399", "LAPOR JALAN DARURAT jembatan ambrol ada korban luka");
  CHECK(of(w, bmck_operator, "(LAPOR ") == 5);
  w.advance(61min);
  CHECK(of(w, bmck_operator, "8 laporan baru") == 1);
}

TEST_CASE("TANYA and TUNDA need the PIN where SELESAI does", "[pin]") {
  World w{rules_with_pin()};
  says(w, sari, report(1));
  says(w, bmck_operator, "TANYA " + first + " lubang yang mana?");
  says(w, bmck_operator, "TUNDA " + first + " 5 hari menunggu aspal");
  CHECK(state(w, first) == State::forwarded);
  w.now += 1s;  // without its PIN the text is that of before
  says(w, bmck_operator, "TANYA " + first + " PIN 4321 lubang yang mana?");
  CHECK(state(w, first) == State::need_info);
}

TEST_CASE("long texts that never become whole open two tickets an hour, and no more", "[flood]") {
  World w{rules()};
  for (int n = 0; n < 12; ++n) {
    sms::InboundSegment part;
    part.sender = flooder;
    part.service_centre_time = w.now;
    part.coding = sms::Coding::gsm7;
    part.udh = std::string("\x00\x03", 2) + static_cast<char>(n) + "\x03\x01";
    const auto words = report(n);
    part.text = std::u16string(words.begin(), words.end());
    w.sim().slots[w.sim().next_slot++] = part;
    w.advance(10s);
  }
  w.advance(10min);
  CHECK(w.tickets().size() == 2);
  CHECK(set_aside(w) == 10);
}

TEST_CASE("an emergency is taken from a number under which somebody else floods", "[flood]") {
  World w{rules()};
  for (int n = 0; n < 12; ++n) says(w, sari, report(n));
  const auto before = w.tickets().size();
  says(w, sari, "DARURAT JALAN ambles, 3 orang terjebak di gang buntu");
  REQUIRE(w.tickets().size() == before + 1);
  const auto all = w.tickets();
  CHECK(std::count_if(all.begin(), all.end(), [](const auto& t) { return t.urgent; }) == 1);
  CHECK_THAT(w.last(sari), ContainsSubstring("MENDESAK"));
}

TEST_CASE("a wrong PIN counts and a locked phone stays locked, also where the verb needs no PIN", "[pin]") {
  World w{rules_with_pin()};
  says(w, sari, report(1));
  for (int n = 0; n < 5; ++n) {
    w.advance(1min);
    says(w, bmck_operator, fmt::format("PROSES {} PIN 100{} tim berangkat pagi ke {}", first, n, n));
  }
  CHECK(state(w, first) == State::forwarded);
  says(w, bmck_operator, "PROSES " + first + " PIN 4321 tim berangkat");
  CHECK(state(w, first) == State::forwarded);
  w.advance(20min);
  says(w, bmck_operator, "PROSES " + first + " PIN 4321 tim berangkat");
  CHECK(state(w, first) == State::in_progress);
}

TEST_CASE("SELESAI that says what isn't done yet, or turns the answer around, is refused", "[flood]") {
  World w{rules()};
  says(w, sari, report(1));
  for (const auto* note : {"belum dikerjakan karena hujan", "akan dikerjakan tahun depan",
                           "bila mau dibatalkan balas BELUM bila setuju YA"}) {
    says(w, bmck_operator, "SELESAI " + first + " " + note);
    CHECK(state(w, first) == State::forwarded);
  }
}
