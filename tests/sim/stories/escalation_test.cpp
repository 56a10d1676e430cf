// Stories of silence: a dead phone, holidays in between, a weekend without power, an answer that wasn't one.
// Every phone number is fictitious.
#include <algorithm>

#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr auto office_window = "window = \"06:00-21:00\"\nladder_gap = \"10m\"\n";

Instant wib(unsigned month, unsigned day, Duration clock) {
  return std::chrono::sys_days{std::chrono::year{2026} / static_cast<int>(month) / static_cast<int>(day)} +
         clock - 7h;
}

void until(World& w, Instant when) { w.advance(when - w.now); }

std::size_t holding(const std::vector<std::string>& texts, const std::string& word) {
  return static_cast<std::size_t>(
      std::count_if(texts.begin(), texts.end(), [&](const auto& t) { return t.find(word) != t.npos; }));
}

}  // namespace

TEST_CASE("reopened to a higher level: each BELUM is heard one desk higher", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");

  says(w, sari, "BELUM " + first + " cuma diurug tanah");
  CHECK_THAT(w.last(sari), ContainsSubstring("dibuka kembali"));
  CHECK(w.tickets()[0].level == 1);
  CHECK(holding(w.phone(bmck_operator), "DIBUKA LAGI " + first) == 1);

  says(w, bmck_operator, "SELESAI " + first + " jalan sudah diaspal");
  says(w, sari, "BELUM " + first + " aspalnya sudah lepas");
  CHECK(w.tickets()[0].level == 2);
  CHECK_THAT(w.last(bmck_secretary), ContainsSubstring(first));

  // Silence now goes on from there: the head, then the governor.
  w.advance(24h + 1min);
  CHECK_THAT(w.last(bmck_head), ContainsSubstring("ESKALASI 3"));
  w.advance(24h);
  CHECK_THAT(w.last(governor), ContainsSubstring("ESKALASI 4"));
  says(w, bmck_operator, "SELESAI " + first + " diaspal ulang dengan hotmix");
  says(w, sari, "YA terima kasih");
  CHECK(w.tickets()[0].state == ticket::State::closed);
  CHECK(w.tickets()[0].reopens == 2);
}

TEST_CASE("agency phone dead: superiors hear that it never arrived, and the agency is not blamed",
          "[story]") {
  World w{rules()};
  w.sim().refuse = [](const std::string& to) {
    return to == dishub_operator ? std::optional(1) : std::nullopt;
  };
  says(w, sari, "LAPOR LAMPU jalan mati di depan pasar");
  CHECK(w.phone(dishub_operator).empty());
  CHECK(w.tickets()[0].level >= 1);
  CHECK_FALSE(w.tickets()[0].forwarded_at);

  // Nobody else at DISHUB has a phone: who stands above is told at once what happened, not that DISHUB kept
  // silent.
  w.advance(13h);
  CHECK_THAT(w.last(governor), ContainsSubstring("HP DISHUB tdk terjangkau") && ContainsSubstring("pasar"));
  CHECK(holding(w.phone(governor), "blm menanggapi") == 0);
  const auto assignments = w.store().assignments("DISHUB", Instant{}, w.now + 1h);
  REQUIRE(assignments.size() == 1);
  CHECK(assignments[0].unreachable);
  CHECK_FALSE(assignments[0].forwarded);

  // The citizen isn't forgotten: fourteen working days later, Lebaran left out, Sari learns who else may
  // help.
  w.advance(15 * 24h);
  CHECK(holding(w.phone(sari), "Ombudsman") == 0);
  w.advance(15 * 24h);
  CHECK(holding(w.phone(sari), "Ombudsman") == 1);
}

TEST_CASE("holidays in between: working days wait for the offices, clock hours don't", "[story]") {
  auto r = std::make_shared<engine::Rules>(*rules(office_window));
  std::set<std::chrono::sys_days> off;
  for (int day : {18, 19, 20, 23, 24}) off.insert(std::chrono::sys_days{std::chrono::year{2026} / 3 / day});
  off.insert(std::chrono::sys_days{std::chrono::year{2026} / 4 / 3});
  r->calendar = calendar::Calendar("Asia/Jakarta", off);
  World w{r};
  w.now = wib(3, 17, 10h);  // Tuesday before Lebaran
  says(w, sari, "LAPOR JALAN berlubang di jalur mudik");

  // A day is a day, also on a holiday: the agency is reminded and its secretary told.
  until(w, wib(3, 18, 10h + 5min));
  CHECK_THAT(w.last(bmck_secretary), ContainsSubstring(first));
  says(w, bmck_operator, "TERIMA " + first);
  // Fourteen working days, Lebaran and Good Friday left out: 14 April.
  CHECK_THAT(w.last(sari), ContainsSubstring("14 hari kerja (14/04)"));
  // Five working days without a further word are over on the 31st, not on the 25th.
  until(w, wib(3, 31, 9h));
  CHECK(w.tickets()[0].level == 2);
  until(w, wib(3, 31, 11h));
  CHECK(w.tickets()[0].level == 3);
}

TEST_CASE("downtime over a weekend: one text a contact on Monday, and answered reports stay quiet",
          "[story]") {
  World w{rules(office_window)};
  w.now = wib(3, 6, 9h);  // Friday morning
  for (int n = 0; n < 20; ++n)
    says(w, "+6281100001" + std::to_string(10 + n), "LAPOR JALAN berlubang di titik " + std::to_string(n));
  says(w, bmck_operator, "TERIMA " + first);
  const auto before = w.phone(bmck_operator).size();

  w.now = wib(3, 9, 7h + 30min);  // Monday; the power is back
  w.restart();
  w.advance(1h);
  CHECK(w.phone(bmck_operator).size() == before + 1);
  CHECK(w.phone(bmck_secretary).size() == 1);
  CHECK(w.phone(bmck_head).size() == 1);
  CHECK_THAT(w.last(bmck_head), ContainsSubstring("19 laporan") && !ContainsSubstring(first + " "));
}

TEST_CASE("gathered into digests: one text a contact, the most overdue first, urgent ones at once",
          "[story]") {
  World w{rules("window = \"00:00-00:00\"\nladder_gap = \"0s\"\ncollect = \"15m\"\n")};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.advance(5min);
  says(w, budi, "LAPOR JALAN ambles di Ngaliyan");
  says(w, "+628110000103", "LAPOR JALAN jembatan ambrol di Mijen");
  CHECK(w.phone(bmck_operator).size() == 1);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("ambrol"));
  w.advance(10min);
  CHECK(w.phone(bmck_operator).size() == 2);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("2 laporan baru: " + first));
  says(w, sari, "LAPOR JALAN retak panjang di Mijen");
  w.advance(16min);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("retak"));  // alone, it comes with its words
}
