// Tests how the caller's knowledge of a sender changes the reading. grammar_test.cpp has everything else.
#include "domain/commands/command.hpp"
#include "domain/routing/area.hpp"
#include "domain/routing/category.hpp"
#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor::commands;
using namespace lapor::language;

namespace {

const Vocabulary& words() { return lapor::test::shipped_vocabulary(); }

Command citizen(std::string_view text, const std::vector<Pending>& pending = {},
                std::vector<std::string> own = {}) {
  return parse_citizen(text, words(), {{pending.begin(), pending.end()}, std::move(own), false});
}

Command officer(std::string_view text, std::vector<std::string> unanswered) {
  return parse_agency(text, words(), {{"DISHUB", "BMCK"}, std::move(unanswered)});
}

std::string area_of(std::string_view text) { return lapor::routing::guess_area(lex(text), words()).code; }

}  // namespace

TEST_CASE("a number that isn't the sender's own opens a report, not an addition", "[command]") {
  CHECK(verb_of(citizen("LAPOR 1234566 rupiah hilang di jalan")) == Verb::report);
  CHECK(verb_of(citizen("1234566 rupiah hilang")) == Verb::report);
  CHECK(verb_of(citizen("LAPOR 1234566 rupiah hilang", {}, {"1234566"})) == Verb::add);
  CHECK(words_of(citizen("LAPOR 1234566 rupiah hilang")) == "1234566 rupiah hilang");
}

TEST_CASE("a stranger's number may be looked up, and a yes to it changes nothing", "[command]") {
  CHECK(verb_of(citizen("CEK 1234566")) == Verb::check);
  CHECK(verb_of(citizen("YA 1234566")) == Verb::bad_ticket);
  CHECK(argument_of(citizen("YA 1234566")) == "YA");
}

TEST_CASE("of several questions each gets its own kind of answer", "[command]") {
  const std::vector<Pending> both{Pending::rate, Pending::confirm};
  CHECK(verb_of(citizen("4", both)) == Verb::rate);
  CHECK(verb_of(citizen("ya", both)) == Verb::confirm);
  CHECK(verb_of(citizen("dpn masjid", {Pending::clarify, Pending::confirm})) == Verb::add);
  CHECK(verb_of(citizen("belum", {Pending::clarify, Pending::confirm})) == Verb::contest);
}

TEST_CASE("an officer's bare yes is for the one report that waits", "[command]") {
  const auto one = officer("siap pak", {"1234566"});
  CHECK(verb_of(one) == Verb::accept);
  CHECK(ticket_of(one) == "1234566");
  CHECK(verb_of(officer("siap pak", {})) == Verb::need_ticket);
  CHECK(verb_of(officer("siap pak", {"1234566", "6543213"})) == Verb::need_ticket);
}

TEST_CASE("what ends or refuses a report is never guessed", "[command]") {
  CHECK(verb_of(officer("selesai sudah ditambal kemarin", {"1234566"})) == Verb::need_ticket);
  CHECK(verb_of(officer("tolak bukan wewenang", {"1234566"})) == Verb::need_ticket);
  CHECK(verb_of(officer("alih ke DISHUB", {"1234566"})) == Verb::need_ticket);
}

TEST_CASE("a pin never stays in an officer's text", "[command]") {
  const auto command = officer("LAPOR PIN 4321 jalan rusak", {});
  CHECK(words_of(command).find("4321") == std::string::npos);
}

TEST_CASE("evidence names the words that decided", "[command]") {
  const auto command = std::get<Report>(citizen("tiang lampu roboh, gelap, di kota Tegal"));
  CHECK(command.category == "LAMPU");
  CHECK(command.evidence == "TIANG LAMPU, GELAP");
  CHECK(command.area_evidence == "KOTA TEGAL");
  CHECK(command.runner_up == "LINGKUNGAN");
  CHECK(command.margin > 2);
}

TEST_CASE("a shared name leaves the area open until a word decides", "[area]") {
  CHECK(area_of("di Semarang") == "");
  CHECK(area_of("kota Semarang") == "33.74");
  CHECK(area_of("Kab. Semarang") == "33.22");
  CHECK(area_of("Ungaran Semarang") == "33.22");
  CHECK(area_of("Semarang Barat") == "33.74");
  CHECK(area_of("kota Kudus") == "33.19");
}

TEST_CASE("two towns or a street's name decide nothing", "[area]") {
  CHECK(area_of("antara Solo dan Klaten") == "");
  CHECK(area_of("jl Solo") == "");
  CHECK(area_of("jln raya purwodadi-blora") == "");
  CHECK(area_of("jl Solo di Klaten") == "33.10");
}

TEST_CASE("an empty vocabulary still makes a report of any text", "[command]") {
  const Vocabulary none;
  CHECK(verb_of(parse_citizen("LAPOR jalan", none, {})) == Verb::report);
  CHECK(verb_of(parse_agency("TERIMA 1234566", none, {})) == Verb::agency_help);
}
