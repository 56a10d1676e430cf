// Every way to look good without work that was found, each played for a year beside an agency that works.
// Each has its row in the table of docs/scorecard.md.
#include "sim/office/office.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "domain/ticket/number.hpp"
#include "support/cast.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace lapor::test;
using ticket::State;

namespace {

std::string number(const engine::Ticket& t) { return ticket::number(t.id); }

void accepts_all(Office& o, const engine::Ticket& t, int) {
  if (t.state == State::forwarded) o.say(bmck_operator, "TERIMA " + number(t));
}

void accepts_daily(Office& o, const engine::Ticket& t, int) { o.say(bmck_operator, "TERIMA " + number(t)); }

void promises_daily(Office& o, const engine::Ticket& t, int) {
  o.say(bmck_operator, "PROSES " + number(t) + " tim kami segera turun");
}

void asks_daily(Office& o, const engine::Ticket& t, int) {
  o.say(bmck_operator, "TANYA " + number(t) + " lubang yang mana pak?");
}

void puts_off(Office& o, const engine::Ticket& t, int) {
  o.say(bmck_operator, "TUNDA " + number(t) + " 10 hari menunggu anggaran");
}

void says_done(Office& o, const engine::Ticket& t, int) {
  if (t.state != State::resolved) o.say(bmck_operator, "SELESAI " + number(t) + " lubang sudah ditambal");
}

void passes_on(Office& o, const engine::Ticket& t, int) {
  if (t.state == State::forwarded) o.say(bmck_operator, "ALIH " + number(t) + " INSP bukan bagian kami");
}

void refuses(Office& o, const engine::Ticket& t, int) {
  if (t.state == State::forwarded) o.say(bmck_operator, "TOLAK " + number(t) + " WENANG jalan nasional");
}

void is_silent(Office&, const engine::Ticket&, int) {}

constexpr auto second_sim = "+628110000555";

/// The reports of a second SIM are "repaired" within the hour, those of citizens never.
void serves_itself(Office& o, const engine::Ticket& t, int) {
  const auto phone = o.phone_of(t);
  if (phone != second_sim && phone != bmck_secretary) return accepts_all(o, t, 0);
  o.say(bmck_operator, "SELESAI " + number(t) + " lubang sudah ditambal");
  o.say(phone, "YA " + number(t));
  o.say(phone, "NILAI " + number(t) + " 5");
}

void reports_from(Office& o, const std::string& phone) {
  const auto n = o.world().now.time_since_epoch() / std::chrono::hours(24);
  o.say(phone, fmt::format("LAPOR JALAN retak di blok {} simpang {}", n, n * 3));
}

void silences_then_says_done(Office& o, const engine::Ticket& t, int) {
  if (t.state == State::forwarded) o.say(o.phone_of(t), "STOP");
  says_done(o, t, 0);
}

/// Waits, and passes on what is past its date of resolution.
void passes_on_when_late(Office& o, const engine::Ticket& t, int) {
  accepts_all(o, t, 0);
  if (t.resolution_due && *t.resolution_due < o.world().now)
    o.say(bmck_operator, "ALIH " + number(t) + " INSP bukan bagian kami");
}

/// Before the citizen can contest, somebody takes the report back in their name.
void says_done_then_cancels(Office& o, const engine::Ticket& t, int) {
  if (t.state == State::resolved) o.say(o.phone_of(t), "BATAL " + number(t));
  says_done(o, t, 0);
}

/// The same once it is late.
void cancels_when_late(Office& o, const engine::Ticket& t, int) {
  accepts_all(o, t, 0);
  if (t.resolution_due && *t.resolution_due < o.world().now) o.say(o.phone_of(t), "BATAL " + number(t));
}

std::vector<Trick> tricks() {
  return {
      {"TERIMA for all, then nothing", accepts_all},
      {"TERIMA every day", accepts_daily},
      {"PROSES every day with the same words", promises_daily},
      {"TANYA every day", asks_daily},
      {"TUNDA, again and again", puts_off},
      {"SELESAI for all, no work", says_done},
      {"SELESAI where half can't be asked", says_done, {}, true},
      {"TANYA where half can't be asked", asks_daily, {}, true},
      {"a forged STOP, then SELESAI", silences_then_says_done},
      {"ALIH within the day", passes_on},
      {"TOLAK within the day", refuses},
      {"ALIH once it is late", passes_on_when_late},
      {"SELESAI, then a forged BATAL", says_done_then_cancels},
      {"a forged BATAL once it is late", cancels_when_late},
      {"phones switched off", is_silent, {}, false, true},
      {"own reports from a second SIM", serves_itself, [](Office& o) { reports_from(o, second_sim); }},
      {"own reports from an officer's phone", serves_itself,
       [](Office& o) { reports_from(o, bmck_secretary); }},
  };
}

/// The rank that first answers alone would give, as it was counted before.
std::string by_first_answers(const scorecard::Card& cunning, const scorecard::Card& worker) {
  const auto share = [](const auto& c) {
    return c.received == 0 ? 1.0 : double(c.responded_in_time) / c.received;
  };
  return share(cunning) > share(worker) ? "1" : share(cunning) < share(worker) ? "2" : "1-2";
}

std::string row(const std::string& name, const scorecard::Card& c, const scorecard::Card& worker) {
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} |", name, c.received, c.responded_in_time,
                     c.resolved, c.contested, c.resolved_uncontested_in_time, c.judged,
                     by_first_answers(c, worker), c.rank ? std::to_string(*c.rank) : "-");
}

std::string page() {
  std::ifstream in(std::filesystem::path(LAPOR_SOURCE_DIR) / "docs/scorecard.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("who works comes out first, whatever the other plays", "[office]") {
  const auto all = tricks();
  const auto which = GENERATE(range(std::size_t{0}, std::size_t{17}));
  REQUIRE(all.size() == 17);
  Office office{all[which], 20260303};
  office.live();
  const auto cunning = office.card("BMCK"), worker = office.card("DISHUB");
  const auto told = row(all[which].name, cunning, worker);
  std::cout << told << "\n";
  INFO(told);
  INFO(row("the worker", worker, worker));
  CHECK(worker.rank == 1U);
  CHECK(cunning.rank != 1U);
  CHECK(worker.resolved_uncontested_in_time * 10 >= worker.judged * 9);
  CHECK_THAT(page(), Catch::Matchers::ContainsSubstring(told));
}
