// Stories of time: a weekend switched off, figures at set times, another calendar, a clock that is set. Every
// phone number is fictitious.
#include <fmt/format.h>

#include <algorithm>

#include "engine/deadlines/deadlines.hpp"
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

std::size_t holding(const std::vector<std::string>& texts, const std::string& word) {
  return static_cast<std::size_t>(std::count_if(
      texts.begin(), texts.end(), [&](const auto& t) { return t.find(word) != std::string::npos; }));
}

std::shared_ptr<engine::Rules> changed(const World& w) { return std::make_shared<engine::Rules>(w.rules()); }

}  // namespace

TEST_CASE("after a weekend switched off sixty reports make one text a contact", "[story][time]") {
  World w{rules(office_window)};
  w.now = wib(3, 6, 9h);  // Friday morning
  for (int n = 0; n < 60; ++n) {
    w.text(citizen(n), fmt::format("LAPOR JALAN berlubang di titik {}", n));
    w.advance(1min);
  }
  const auto before = w.phone(bmck_operator).size();
  CHECK(before == 60);
  w.now = wib(3, 9, 8h);  // Monday
  w.restart();
  w.advance(2h);
  for (const auto* contact : {bmck_secretary, bmck_head}) CHECK(w.phone(contact).size() == 1);
  CHECK(w.phone(bmck_operator).size() == before + 1);
  CHECK_THAT(w.last(bmck_head),
             ContainsSubstring("60 laporan") && ContainsSubstring(first) && ContainsSubstring("lagi"));
}

TEST_CASE("a governor hears once a day, at the hour that is set, of twenty reports in one text",
          "[story][time]") {
  auto r = std::make_shared<engine::Rules>(*rules(office_window));
  r->escalation.back().at = 7h;
  World w{r};
  w.now = wib(3, 3, 8h);
  for (int n = 0; n < 20; ++n) {
    w.text(citizen(n), fmt::format("LAPOR JALAN berlubang di titik {}", n));
    w.advance(20min);
  }
  w.advance(wib(3, 7, 6h) - w.now);
  CHECK(w.phone(governor).empty());
  w.advance(2h);
  CHECK(w.phone(governor).size() == 1);
  CHECK_THAT(w.last(governor), ContainsSubstring("20 laporan"));
}

TEST_CASE("a step that an agency has nobody for goes to the next step's role", "[story][time]") {
  World w{rules()};
  w.text(sari, "LAPOR LAMPU mati di depan pasar");
  w.advance(25h);  // DISHUB has an operator alone: neither secretary nor head
  CHECK(holding(w.phone(governor), "ESKALASI") == 1);
}

TEST_CASE("a summary is sent once at its time, and once after a downtime", "[story][time]") {
  World w{rules("", "[[summary]]\nat = \"07:00\"\nto = \"head\"\nperiod = \"day\"\n")};
  w.now = wib(3, 3, 8h);
  w.settle();
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  w.advance(22h);
  CHECK(holding(w.phone(bmck_head), "REKAP") == 0);
  w.advance(90min);
  REQUIRE(holding(w.phone(bmck_head), "REKAP") == 1);
  CHECK_THAT(w.last(bmck_head),
             ContainsSubstring("03/03-03/03") && ContainsSubstring("masuk 1, ditanggapi 1"));
  w.restart();
  w.advance(20h);
  CHECK(holding(w.phone(bmck_head), "REKAP") == 1);
  w.text(sari, "LAPOR JALAN ambles di Ngaliyan");
  w.settle();
  w.now += 4 * 24h;
  w.text(sari, "LAPOR JALAN longsor di Mijen dekat masjid");
  w.restart();
  w.advance(1h);
  CHECK(holding(w.phone(bmck_head), "REKAP") <= 2);
}

TEST_CASE("REKAP gives an officer the agency's figures and a superior those of all", "[story][time]") {
  World w{rules()};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(bmck_operator, "TERIMA " + first);
  w.settle();
  w.text(bmck_head, "REKAP");
  w.text(governor, "REKAP");
  w.settle();
  CHECK_THAT(w.last(bmck_head), ContainsSubstring("BMCK: masuk 1, ditanggapi 1 (tepat 100%)"));
  CHECK_THAT(w.last(governor), ContainsSubstring("masuk 1, ditanggapi 1") && ContainsSubstring("Terendah"));
}

TEST_CASE("REKAP gives the coordinator the figures of all, though named among an agency's contacts",
          "[story][time]") {
  auto r = std::make_shared<engine::Rules>(*rules());
  std::erase_if(r->directory.above, [](const auto& c) { return c.role == routing::Role::coordinator; });
  for (auto& agency : r->directory.agencies)
    if (agency.coordinator) agency.contacts.front().role = routing::Role::coordinator;
  World w{r};
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(coordinator, "REKAP");
  w.settle();
  CHECK_THAT(w.last(coordinator), ContainsSubstring("masuk 1") && ContainsSubstring("Terendah"));
}

namespace {

/// So many reports of the last month for BMCK, each answered; too many to count in one transaction.
void fill_month(World& w, int reports) {
  auto& store = w.store();
  store.begin();
  engine::Ticket t;
  t.state = ticket::State::closed;
  t.agency = "BMCK";
  t.reporter = store.person({sari, sms::AddressKind::mobile, "ID"});
  t.created = w.now - 20 * 24h;
  for (int n = 0; n < reports; ++n) {
    scorecard::Assignment s;
    s.ticket = store.add_ticket(t);
    s.agency = n % 10 == 0 ? "DISHUB" : "BMCK";
    s.counted = w.now - 20 * 24h + std::chrono::seconds(n / 3);
    s.forwarded = s.counted;
    s.first_response = s.counted + 1h;
    s.ending = scorecard::Ending::confirmed;
    store.put(s);
  }
  store.commit();
}

}  // namespace

TEST_CASE("a month too big to count at once holds up nobody, and its REKAP comes all the same",
          "[story][time]") {
  World w{rules()};
  fill_month(w, 3500);
  w.text(governor, "REKAP");
  const auto [index, part] = *w.sim().slots.begin();
  w.post(engine::SegmentReceived{"sim1", {"SM", index}, part});
  CHECK(w.out().empty());
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  const auto& sent = w.sim().transmitted;
  REQUIRE(sent.size() == 3);
  CHECK(sent.front().number == sari);  // her answer didn't wait for it
  CHECK_THAT(w.last(governor), ContainsSubstring("masuk 3500, ditanggapi 3500 (tepat 100%)"));
}

TEST_CASE("whenever the gateway dies while it counts, each REKAP comes once and whole", "[story][time]") {
  const auto asked = [](World& w) {
    fill_month(w, 3500);
    w.text(bmck_head, "REKAP");
    w.text(governor, "REKAP");
  };
  World undisturbed{rules()};
  asked(undisturbed);
  const int before = undisturbed.commits();
  undisturbed.live(2min);
  const int commits = undisturbed.commits() - before;
  REQUIRE(commits > 6);
  for (int commit = 1; commit <= commits; ++commit) {
    INFO(commit);
    World w{rules()};
    asked(w);
    w.die_at_commit(Dies::after, commit);
    w.live(2min);
    CHECK(w.deaths() == 1);
    REQUIRE(w.phone(bmck_head).size() == 1);
    CHECK_THAT(w.last(bmck_head), ContainsSubstring("BMCK: masuk 3150, ditanggapi 3150"));
    REQUIRE(w.phone(governor).size() == 1);
    CHECK_THAT(w.last(governor), ContainsSubstring("masuk 3500"));
  }
}

TEST_CASE("a new holiday moves the deadlines of open reports, also while stopped", "[story][time]") {
  World w{rules()};
  w.now = wib(3, 3, 8h);  // Tuesday
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  w.text(bmck_operator, "TERIMA " + first);
  w.settle();
  const auto before = w.tickets()[0];
  auto r = changed(w);
  r->calendar = calendar::Calendar("Asia/Jakarta", {std::chrono::sys_days{std::chrono::year{2026} / 3 / 4}});
  w.adopt(r);
  w.settle();
  const auto after = w.tickets()[0];
  engine::Ticket wanted = before;
  engine::compute_deadlines(*r, wanted);
  CHECK(after.due_at == wanted.due_at);
  CHECK(after.resolution_due == wanted.resolution_due);
  CHECK(after.due_at != before.due_at);
  w.restart();
  w.settle();
  CHECK(w.tickets()[0].due_at == after.due_at);
}

TEST_CASE("a clock set forward makes no burst, a clock set back misses nothing", "[story][time]") {
  World w{rules("window = \"00:00-00:00\"\nladder_gap = \"10m\"\n")};
  for (int n = 0; n < 5; ++n) w.text(citizen(n), fmt::format("LAPOR JALAN berlubang di titik {}", n));
  w.settle();
  const auto before = w.phone(bmck_operator).size();
  w.now += 13h;
  w.post(engine::ClockJumped{13h});
  w.settle();
  CHECK(w.phone(bmck_operator).size() == before + 1);

  w.text(sari, "LAPOR JALAN ambles di Ngaliyan");  // by the wrong clock
  w.settle();
  w.now -= 13h;
  w.post(engine::ClockJumped{-13h});
  w.settle();
  const auto late = w.tickets().front();
  CHECK(late.forwarded_at <= w.now);
  w.advance(12h + 15min);
  CHECK(w.tickets().front().level == 1);
}

TEST_CASE("TUNDA and the citizen's turn leave the time to resolve standing still", "[story][time]") {
  World w{rules()};
  w.now = wib(4, 6, 9h);  // a Monday of a week without a holiday
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  const auto start = *w.tickets()[0].resolution_due;
  w.text(bmck_operator, "TANYA " + first + " lokasi persisnya di mana?");
  w.advance(24h);
  w.text(sari, first + " dekat lampu merah");
  w.settle();
  CHECK(*w.tickets()[0].resolution_due == w.rules().calendar.add(start, {Duration{0}, 1}));
  w.text(bmck_operator, "TUNDA " + first + " 3 hari menunggu aspal");
  w.settle();
  CHECK(*w.tickets()[0].resolution_due == w.rules().calendar.add(start, {Duration{0}, 4}));
}
