// What the caller knows of a sender changes the reading; grammar_test.cpp has everything else.
#include "domain/commands/command.hpp"
#include "domain/routing/area.hpp"
#include "domain/routing/category.hpp"
#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor::commands;

namespace {

const Vocabulary& words() { return lapor::test::shipped_vocabulary(); }

Command citizen(std::string_view text, std::vector<Pending> pending = {}, std::vector<std::string> own = {}) {
  return parse_citizen(text, words(), {std::move(pending), std::move(own), false});
}

Command officer(std::string_view text, std::vector<std::string> unanswered) {
  return parse_agency(text, words(), {{"DISHUB", "BMCK"}, std::move(unanswered)});
}

std::string area_of(std::string_view text) { return lapor::routing::guess_area(lex(text), words()).code; }

}  // namespace

TEST_CASE("a number that isn't the sender's own opens a report, not an addition", "[command]") {
  CHECK(citizen("LAPOR 1234566 rupiah hilang di jalan").verb == Verb::lapor);
  CHECK(citizen("1234566 rupiah hilang").verb == Verb::lapor);
  CHECK(citizen("LAPOR 1234566 rupiah hilang", {}, {"1234566"}).verb == Verb::tambah);
  CHECK(citizen("LAPOR 1234566 rupiah hilang").text == "1234566 rupiah hilang");
}

TEST_CASE("a stranger's number may be looked up, and a yes to it changes nothing", "[command]") {
  CHECK(citizen("CEK 1234566").verb == Verb::cek);
  CHECK(citizen("YA 1234566").verb == Verb::bad_ticket);
  CHECK(citizen("YA 1234566").argument == "YA");
}

TEST_CASE("of several questions each gets its own kind of answer", "[command]") {
  const std::vector<Pending> both{Pending::rate, Pending::confirm};
  CHECK(citizen("4", both).verb == Verb::nilai);
  CHECK(citizen("ya", both).verb == Verb::ya);
  CHECK(citizen("dpn masjid", {Pending::clarify, Pending::confirm}).verb == Verb::tambah);
  CHECK(citizen("belum", {Pending::clarify, Pending::confirm}).verb == Verb::tidak);
}

TEST_CASE("an officer's bare yes is for the one report that waits", "[command]") {
  const auto one = officer("siap pak", {"1234566"});
  CHECK(one.verb == Verb::terima);
  CHECK(one.ticket == "1234566");
  CHECK(officer("siap pak", {}).verb == Verb::need_ticket);
  CHECK(officer("siap pak", {"1234566", "6543213"}).verb == Verb::need_ticket);
}

TEST_CASE("what ends or refuses a report is never guessed", "[command]") {
  CHECK(officer("selesai sudah ditambal kemarin", {"1234566"}).verb == Verb::need_ticket);
  CHECK(officer("tolak bukan wewenang", {"1234566"}).verb == Verb::need_ticket);
  CHECK(officer("alih ke DISHUB", {"1234566"}).verb == Verb::need_ticket);
}

TEST_CASE("a pin never stays in an officer's text", "[command]") {
  const auto command = officer("LAPOR PIN 4321 jalan rusak", {});
  CHECK(command.pin == "4321");
  CHECK(command.text.find("4321") == std::string::npos);
}

TEST_CASE("evidence names the words that decided", "[command]") {
  const auto command = citizen("lampu mati di kota Tegal");
  CHECK(command.evidence == "LAMPU; KOTA TEGAL");
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
  CHECK(parse_citizen("LAPOR jalan", none, {}).verb == Verb::lapor);
  CHECK(parse_agency("TERIMA 1234566", none, {}).verb == Verb::agency_help);
}
