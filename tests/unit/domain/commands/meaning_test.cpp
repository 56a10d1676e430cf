#include "domain/commands/meaning.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using namespace lapor::commands;

namespace {

const std::string number = "1234566";

Speaker officer() {
  Speaker speaker;
  speaker.officer = Officer{{"BMCK", "DISHUB"}, {}};
  return speaker;
}

Meaning meaning(const std::string& text, const Speaker& speaker) {
  return read(text, test::shipped_vocabulary(), speaker);
}

Matters matters(const std::string& text) {
  const auto command = meaning(text, {}).command;
  return matters_of(text, std::get<Report>(command), test::shipped_vocabulary());
}

}  // namespace

TEST_CASE("an officer commands tickets of their office, and reports like any citizen", "[commands]") {
  CHECK(meaning("TERIMA " + number, officer()).as_officer);
  CHECK(meaning("terima kasih", officer()).as_officer);
  const auto report = meaning("LAPOR jalan berlubang di Blora", officer());
  CHECK_FALSE(report.as_officer);
  CHECK(std::holds_alternative<Report>(report.command));
}

TEST_CASE("an officer answers for what they reported where another office has it", "[commands]") {
  auto speaker = officer();
  speaker.citizen.pending = {Question{Pending::confirm, number}};
  speaker.citizen.own = speaker.elsewhere = {number};
  const auto answer = meaning("YA " + number, speaker);
  CHECK_FALSE(answer.as_officer);
  CHECK(std::holds_alternative<Confirm>(answer.command));
  speaker.elsewhere.clear();  // their own office has it
  CHECK(meaning("SELESAI " + number + " sudah ditambal", speaker).as_officer);
}

TEST_CASE("a report is one matter, several that are cut, or several that the coordinator sees",
          "[commands]") {
  CHECK(matters("jalan berlubang di pasar").parts.empty());
  CHECK_FALSE(matters("jalan berlubang di pasar").mixed);
  CHECK(matters("1. jalan berlubang 2. lampu jalan mati").parts.size() == 2);
  CHECK(matters("jalan berlubang di gang mawar, sekalian lampu jalan juga mati").mixed);
}
