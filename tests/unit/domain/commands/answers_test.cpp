// tests/data/answers.tsv: how people answer our questions. "[figures]" prints how many are understood.
#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/figures.hpp"
#include "support/table_file.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using namespace lapor::commands;
using namespace lapor::language;

namespace {

std::vector<Question> question(const std::string& name) {
  if (name == "CONFIRM") return {Pending::confirm};
  if (name == "RATE") return {Pending::rate};
  if (name == "CLARIFY") return {Pending::clarify};
  return {};
}

Command read(const std::string& pending, const std::string& text) {
  return parse_citizen(text, test::shipped_vocabulary(), {question(pending), mentioned_tickets(text), false});
}

std::optional<Pending> asks_again(const Command& c) {
  const auto* unclear = std::get_if<Unclear>(&c);
  return unclear ? unclear->ask_again : std::nullopt;
}

/// As the table's last column says it.
std::string meaning(const Command& c) {
  if (asks_again(c)) return "ASK";
  if (verb_of(c) == Verb::rate) return "NILAI=" + argument_of(c);
  if (verb_of(c) == Verb::report) return "LAPOR=" + std::get<Report>(c).category;
  return std::string(name(verb_of(c)));
}

std::string kind(const std::string& meaning) { return meaning.substr(0, meaning.find('=')); }

}  // namespace

TEST_CASE("no answer is read as its opposite, and nine in ten are understood",
          "[command][answers][figures]") {
  test::Figures figures("answers to our questions");
  for (const auto& row : test::table("answers.tsv", 3)) {
    const auto got = meaning(read(row[0], row[1]));
    const auto told = got == row[2]               ? kind(got)
                      : kind(got) == kind(row[2]) ? "other " + kind(got)
                                                  : kind(got);
    figures.add(kind(row[2]), told, row[0] + ": " + row[1]);
    INFO(row[0] << " | " << row[1] << " | " << row[2] << " | read as " << got);
    CHECK(!(row[2] != "YA" && got == "YA"));
    CHECK(!(row[2] == "YA" && got == "TIDAK"));
    CHECK(!(kind(row[2]) == "LAPOR" && got == "TIDAK"));
  }
  figures.print();
  CHECK(figures.rows() >= 150);
  CHECK(figures.right() >= 0.9);
}

TEST_CASE("a doubtful answer says which question is to be put again", "[command][answers]") {
  CHECK(asks_again(read("CONFIRM", "ok")) == Pending::confirm);
  CHECK(asks_again(read("RATE", "6")) == Pending::rate);
  CHECK_FALSE(asks_again(read("", "ok")));
}

TEST_CASE("an answer bears the number that it names, and the words besides", "[command][answers]") {
  const auto no = read("CONFIRM", "BELUM 1234566 lampu masih mati");
  CHECK(ticket_of(no) == "1234566");
  CHECK(words_of(no) == "lampu masih mati");
  CHECK(ticket_of(read("CONFIRM", "1234566 belum pak")) == "1234566");
  CHECK(ticket_of(read("CONFIRM", "ya")).empty());
  CHECK(ticket_of(read("RATE", "1234566 lima")) == "1234566");
}

TEST_CASE("a question about another ticket isn't answered by this one", "[command][answers]") {
  Citizen citizen;
  citizen.pending = {Question(Pending::confirm, "6543213", "JALAN")};
  citizen.own = {"1234566"};
  CHECK(verb_of(parse_citizen("1234566 masih gelap pak", test::shipped_vocabulary(), citizen)) == Verb::add);
  citizen.own = {"6543213"};
  CHECK(verb_of(parse_citizen("6543213 masih rusak pak", test::shipped_vocabulary(), citizen)) ==
        Verb::contest);
}

TEST_CASE("what is about the ticket's own matter is an answer, another matter a report",
          "[command][answers]") {
  Citizen citizen;
  citizen.pending = {Question(Pending::confirm, "", "LAMPU")};
  CHECK(verb_of(parse_citizen("lampu di gang 3 mati total", test::shipped_vocabulary(), citizen)) ==
        Verb::contest);
  CHECK(verb_of(parse_citizen("sampah menumpuk di pasar", test::shipped_vocabulary(), citizen)) ==
        Verb::report);
  citizen.pending = {Question(Pending::clarify, "", "LAMPU")};
  CHECK(verb_of(
            parse_citizen("lampu merk philips 40 watt di tiang PJU nomor 5 depan rumah pak RT yang padam itu",
                          test::shipped_vocabulary(), citizen)) == Verb::add);
}
