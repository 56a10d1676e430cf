// UU 27/2022: what stays of a citizen's number and words, where, and for how long. Every phone number is
// fictitious.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "domain/ticket/number.hpp"
#include "learning/decided.hpp"
#include "learning/lesson.hpp"
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Sari's number in all its forms.
const std::vector<std::string> her_number{"8110000101", "811-0000-101", "811 0000 101", "811.0000.101"};

struct Gateway : World {
  explicit Gateway(const std::string& retention = "") : World{test::rules("", retention)} {}
  std::string say(const std::string& from, const std::string& words) {
    now += 1s;
    text(from, words);
    settle();
    return last(from);
  }
  /// One whole life: reported, asked back, resolved, closed.
  void live_through() {
    say(sari, "LAPOR JALAN berlubang depan rumah saya, hub 0811-0000-101 NIK 3374.0123.4567.8901 an Sari");
    say(bmck_operator, "TANYA " + first + " di mana? Hubungi kami 0811 0000 201");
    say(sari, "depan pasar, telpon saya di 0811.0000.101");
    say(bmck_operator, "SELESAI " + first + " sudah ditambal, pelapor 08110000101 setuju");
    say(sari, "YA " + first);
  }
  /// HAPUS DATA, and the code that came back.
  std::string forgets(const std::string& from) {
    const auto asked = say(from, "HAPUS DATA");
    const auto at = asked.find("HAPUS DATA ");
    REQUIRE(at != asked.npos);
    return say(from, asked.substr(at, std::string("HAPUS DATA 1234").size()));
  }
  /// The lesson that the nightly training takes from the first ticket.
  std::optional<learning::Lesson> lesson() {
    const auto known = learning::decided(*store().find(TicketId{100001}), store().events(TicketId{100001}),
                                         rules().directory);
    return known ? learning::lesson_of(*known, rules().vocabulary, rules().directory) : std::nullopt;
  }
  bool keeps_her_number() {
    return std::any_of(her_number.begin(), her_number.end(), [&](const auto& n) { return keeps(n); });
  }
};

}  // namespace

TEST_CASE("no number of a citizen is in any log line, forward or record of a whole story", "[personal]") {
  Gateway w;
  w.live_through();
  w.say(sari, "CEK " + first);
  w.say(bmck_operator, "DETAIL " + first);
  CHECK(w.tickets()[0].state == ticket::State::closed);
  for (const auto& number : her_number) {
    for (const auto& record : w.log()) {
      CHECK_THAT(record.text, !ContainsSubstring(number));
      for (const auto& [name, value] : record.fields) CHECK_THAT(value, !ContainsSubstring(number));
    }
    for (const auto& row : w.out()) CHECK_THAT(row.text, !ContainsSubstring(number));
    for (const auto& event : w.store().events(TicketId{100001}))
      CHECK_THAT(event.detail, !ContainsSubstring(number));
  }
  for (const auto& text : w.phone(bmck_operator)) CHECK_THAT(text, !ContainsSubstring("3374"));
  for (const auto& text : w.phone(sari)) CHECK_THAT(text, !ContainsSubstring("0000 201"));
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("[nomor]"));
  CHECK(w.keeps_her_number());  // the search finds what is there
}

TEST_CASE("HAPUS DATA erases number and words when nothing can be opened again, confirmed once",
          "[personal]") {
  Gateway w;
  w.live_through();
  CHECK_THAT(w.forgets(sari), ContainsSubstring("hapus data"));
  w.advance(24h * 29);
  CHECK(w.keeps_her_number());  // BUKA is still hers
  w.advance(24h * 2);
  CHECK_FALSE(w.keeps_her_number());
  for (const auto* words : {"an Sari", "depan pasar", "3374.0123"}) CHECK_FALSE(w.keeps(words));
  CHECK(w.tickets()[0].state == ticket::State::closed);  // the ticket and its score stay
  CHECK(w.tickets()[0].text.empty());
  CHECK(w.store().assignments("BMCK", Instant{}, w.now + 1h).size() == 1);
  const auto confirmations = w.phone(sari).size();
  w.advance(24h * 30);
  CHECK(w.phone(sari).size() == confirmations);
}

TEST_CASE("what a person wrote is learned until they are forgotten, then no training holds it",
          "[personal]") {
  Gateway w;
  w.live_through();
  w.forgets(sari);
  REQUIRE(w.lesson());
  CHECK_THAT(w.lesson()->features, Catch::Matchers::VectorContains(std::string("RUMAH")));
  w.advance(24h * 31);
  CHECK_FALSE(w.lesson());
}

TEST_CASE("a forged HAPUS DATA deletes nothing: only the phone sees the code", "[personal]") {
  Gateway w;
  w.live_through();
  for (const auto* guess : {"HAPUS DATA 1234", "HAPUS DATA 0000", "HAPUS DATA"}) w.say(sari, guess);
  CHECK_THAT(w.last(sari), ContainsSubstring("balas"));
  const auto code = w.last(sari).substr(w.last(sari).find("HAPUS DATA "), 15);
  w.advance(25h);
  CHECK_THAT(w.say(sari, code), ContainsSubstring("balas"));  // too late: another code
  const auto texts = w.phone(sari).size();
  for (int n = 0; n < 10; ++n) w.say(sari, "HAPUS DATA");
  CHECK(w.phone(sari).size() <= texts + 4);
  w.advance(24h * 60);
  CHECK(w.keeps_her_number());
}

TEST_CASE("while a ticket is open HAPUS DATA waits for it, and asking again is not confirmed again",
          "[personal]") {
  Gateway w;
  w.say(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.forgets(sari);
  const auto texts = w.phone(sari).size();
  w.say(sari, "HAPUS DATA");
  CHECK(w.phone(sari).size() == texts);
  w.advance(1h);
  CHECK(w.keeps_her_number());
  w.say(bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  CHECK_THAT(w.last(sari), ContainsSubstring("SELESAI"));  // she is still asked
  w.say(sari, "YA " + first);
  w.advance(24h * 31);
  CHECK_FALSE(w.keeps_her_number());
  CHECK_FALSE(w.keeps("pasar Johar"));
}

TEST_CASE("a text that the SIM can't erase is not new because its sender was forgotten", "[personal]") {
  Gateway w;
  const auto when = w.now;
  w.forgets(sari);
  w.advance(1h);
  CHECK_FALSE(w.keeps_her_number());
  const auto texts = w.phone(sari).size();
  for (int life = 0; life < 5; ++life) {
    w.sim().holds(sari, "HAPUS DATA", when + 1s);  // the slot is read again
    w.settle();
  }
  CHECK(w.phone(sari).size() == texts);
}

TEST_CASE("who was forgotten is a stranger to the old ticket and may report anew", "[personal]") {
  Gateway w;
  w.live_through();
  w.forgets(sari);
  w.advance(24h * 31);
  CHECK_THAT(w.say(sari, "CEK " + first), ContainsSubstring("hanya untuk pelapornya"));
  CHECK_THAT(w.say(sari, "LAPOR JALAN retak di Blora"), ContainsSubstring("diterima"));
  CHECK(w.tickets().size() == 2);
}

TEST_CASE("an officer who asks HAPUS DATA stays the agency's contact", "[personal]") {
  Gateway w;
  CHECK_THAT(w.say(bmck_operator, "HAPUS DATA"), ContainsSubstring("TERIMA"));  // the officers' help
  w.advance(1h);
  w.say(sari, "LAPOR JALAN berlubang depan pasar Johar");
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring(first));
}

TEST_CASE("STOP ends unasked news, asked answers still go, and a new report wants news again", "[personal]") {
  Gateway w;
  w.say(sari, "LAPOR JALAN berlubang depan pasar Johar");
  CHECK_THAT(w.say(sari, "STOP"), ContainsSubstring("dihentikan"));
  const auto texts = w.phone(sari).size();
  w.say(bmck_operator, "TERIMA " + first);
  CHECK(w.phone(sari).size() == texts);
  CHECK_THAT(w.say(sari, "CEK " + first), ContainsSubstring("DITERIMA"));
  w.say(sari, "LAPOR JALAN retak di jembatan Blora");
  w.say(bmck_operator, "PROSES " + first + " tim berangkat");
  CHECK_THAT(w.last(sari), ContainsSubstring("tim berangkat"));
}

TEST_CASE("a number is deleted so long after its last ticket closed, and not before", "[personal]") {
  Gateway w{"[retention]\nforget_numbers_after = \"90d\"\n"};
  w.live_through();
  w.say("+628110000177", "SELAMAT! Anda menang undian Rp 100 juta. Hub 0811-0000-101 di www.undian.com");
  w.advance(24h * 89);
  CHECK(w.keeps_her_number());
  w.advance(24h * 3);
  CHECK_FALSE(w.keeps_her_number());
  CHECK(w.keeps("depan pasar"));              // the words of the ticket stay, without numbers
  CHECK(w.store().inbox().quarantined == 1);  // set aside is counted still
  CHECK_FALSE(w.store().quarantined({1}).at(0).bytes);
  CHECK_FALSE(w.keeps("3374.0123"));
}

TEST_CASE("a number with another ticket open, and the numbers of the configuration, are kept", "[personal]") {
  Gateway w{"[retention]\nforget_numbers_after = \"10d\"\n"};
  w.say(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.say(sari, "BATAL " + first);
  w.advance(24h * 9);
  w.say(sari, "LAPOR JALAN retak di jembatan Blora");
  w.advance(24h * 3);
  CHECK(w.keeps("8110000101"));
  CHECK(w.keeps("8110000201"));
  w.say(sari, "BATAL " + ticket::number(TicketId{100002}));
  w.advance(24h * 12);
  CHECK_FALSE(w.keeps("8110000101"));
  CHECK(w.keeps("8110000201"));
}

TEST_CASE("who only asked something, or was only written to, is forgotten after the same time",
          "[personal]") {
  Gateway w{"[retention]\nforget_numbers_after = \"30d\"\n"};
  w.say(sari, "BANTUAN");
  w.post(engine::SendRequested{budi, "Undangan musyawarah", engine::Actor::operator_named("operator uid 0")});
  w.advance(24h * 29);
  CHECK(w.keeps("8110000101"));
  CHECK(w.keeps("8110000102"));
  w.advance(24h * 3);
  CHECK_FALSE(w.keeps("8110000101"));
  CHECK_FALSE(w.keeps("8110000102"));
}

TEST_CASE("nothing is ever deleted where retention is off", "[personal]") {
  Gateway w{"[retention]\nforget_numbers_after = \"0s\"\n"};
  w.live_through();
  w.advance(24h * 400);
  CHECK(w.keeps("8110000101"));
}

TEST_CASE("a thousand old numbers go in slices, whatever dies meanwhile", "[personal][sqlite]") {
  Gateway w{"[retention]\nforget_numbers_after = \"5d\"\n"};
  for (int n = 0; n < 1000; ++n) {
    w.text(fmt::format("+6281200{:05}", 10000 + n), "BANTUAN");
    if (n % 50 == 49) w.settle();
  }
  w.settle();
  w.advance(24h * 4);
  w.restart();
  w.advance(24h * 1 + 1h);
  w.die_at<Tick>(Dies::before, 3);
  w.live(24h * 2);
  CHECK(w.deaths() == 1);
  CHECK_FALSE(w.keeps("6281200"));
  const auto count = [&](const char* of) { return w.store().database_file().query(of).first(of).integer(0); };
  CHECK(8 * count("PRAGMA freelist_count") <= count("PRAGMA page_count"));
}

TEST_CASE("a clock that leaps a year ahead deletes nothing, however long it is believed", "[personal]") {
  Gateway w;
  w.live_through();
  w.advance(24h);
  const auto leap = 24h * 365;
  w.now += leap;
  w.post(engine::ClockJumped{leap});
  w.advance(24h * 30);
  CHECK(w.keeps_her_number());
  w.now -= leap;  // somebody sets it right
  w.post(engine::ClockJumped{-leap});
  w.advance(24h * 140);
  CHECK(w.keeps_her_number());
  w.advance(24h * 15);  // 180 days after the closing, by a clock that went on as it should
  CHECK_FALSE(w.keeps_her_number());
}

TEST_CASE("days on which the gateway was off are no days of retention", "[personal]") {
  Gateway w;
  w.live_through();
  w.advance(24h);
  w.now += 24h * 365;
  w.restart();
  w.advance(24h * 170);
  CHECK(w.keeps_her_number());
  w.advance(24h * 15);
  CHECK_FALSE(w.keeps_her_number());
}

TEST_CASE("nine starts, each by a clock that is 25 days further ahead, delete nothing", "[personal]") {
  Gateway w;
  w.live_through();
  for (int start = 0; start < 9; ++start) {
    w.now += 24h * 25;
    w.restart();
    w.advance(2h);
  }
  CHECK(w.keeps_her_number());
  w.advance(24h * 160);
  CHECK(w.keeps_her_number());
  w.advance(24h * 25);
  CHECK_FALSE(w.keeps_her_number());
}

TEST_CASE("the code of HAPUS DATA can't be guessed: ten tries a day", "[personal]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, sari, "HAPUS DATA");
  const auto asked = w.last(sari);
  const auto at = asked.find("HAPUS DATA ");
  REQUIRE(at != asked.npos);
  const auto code = asked.substr(at + 11, 4);
  for (int n = 0; n < 12; ++n) {
    w.advance(2min);
    says(w, sari, "HAPUS DATA " + std::to_string(code == "1000" ? 2000 + n : 1000 + n));
  }
  says(w, sari, "HAPUS DATA " + code);
  CHECK(
      std::none_of(w.log().begin(), w.log().end(), [](const auto& r) { return r.event == "erasure-asked"; }));
}
