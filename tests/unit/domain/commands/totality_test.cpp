// Any bytes become a Command: nothing throws, the work ends, and the Command has only words that the sender
// wrote.
#include <ctime>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/odd_texts.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor::commands;
using namespace lapor::language;
using namespace lapor::test;

namespace {

constexpr int texts = 2000;  ///< tests/sim/any_text reads many more

bool digits_of(const std::string& ticket, const std::string& text) {
  return ticket.empty() || ticket.find_first_not_of("0123456789") == std::string::npos ||
         text.find(ticket) != std::string::npos;
}

void hold(const std::string& text, const Command& command) {
  const bool slice = text.find(words_of(command)) != std::string::npos;
  if (slice && digits_of(ticket_of(command), text)) return;
  INFO(text);
  FAIL("a word that wasn't sent: " << words_of(command) << " / " << ticket_of(command));
}

void read_every_way(const std::string& text, Random& random) {
  const auto& words = shipped_vocabulary();
  Citizen citizen;
  if (random() % 2) citizen.own = mentioned_tickets(text);
  if (random() % 3 == 0) citizen.pending.push_back(static_cast<Pending>(random() % 3));
  hold(text, parse_citizen(text, words, citizen));
  hold(cut_pin(text).text, parse_agency(text, words, {{"BMCK", "DISHUB"}, {}}));
}

}  // namespace

TEST_CASE("thousands of odd texts all read as something", "[command][totality]") {
  const auto all = grammar_texts();
  REQUIRE(all.size() > 90);
  Random random(20260303);
  for (int i = 0; i < texts; ++i)
    read_every_way(mutated(all[below(random, all.size())], all, random), random);
  for (int i = 0; i < texts / 20; ++i) read_every_way(noise(random, 200), random);
  SUCCEED();
}

TEST_CASE("ten kilobytes read within a second of the processor", "[command][totality]") {
  Random random(1);
  for (const std::string_view piece : {"1", "1 ", "PIN 1234 ", "lapor ", "1234566 ", "di semarang ",
                                       "\xf0\x9f\x99\x8f", "\xff", "pak ", "(spasi)", "ya "}) {
    std::string text;
    while (text.size() < 10000) text += piece;
    const auto begin = std::clock();  // not the wall's: other tests run beside this one
    read_every_way(text, random);
    CHECK(std::clock() - begin < CLOCKS_PER_SEC);
  }
}
