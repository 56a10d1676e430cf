// Whatever bytes come, a Command comes out: no throw, no endless work, and never a word the sender didn't
// write.
#include <chrono>
#include <fstream>
#include <random>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor::commands;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) { return bound == 0 ? 0 : random() % bound; }

std::vector<std::string> seeds() {
  std::ifstream in(LAPOR_SOURCE_DIR "/tests/data/grammar.tsv");
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) {
    const auto end = line.rfind('\t');
    const auto begin = end == std::string::npos || end == 0 ? std::string::npos : line.rfind('\t', end - 1);
    if (begin != std::string::npos) out.push_back(line.substr(begin + 1, end - begin - 1));
  }
  return out;
}

std::string mutate(std::string text, const std::vector<std::string>& all, Random& random) {
  for (auto rounds = 1 + below(random, 4); rounds > 0; --rounds) {
    const auto at = below(random, text.size() + 1);
    switch (below(random, 5)) {
      case 0:
        text.insert(at, 1, static_cast<char>(below(random, 256)));
        break;
      case 1:
        text.erase(at, 1 + below(random, 3));
        break;
      case 2:
        text.insert(at, all[below(random, all.size())].substr(0, 20));
        break;
      case 3:
        text.insert(at, std::to_string(random()));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(below(random, 256));
    }
  }
  return text;
}

std::string noise(Random& random) {
  std::string text(below(random, 200), ' ');
  for (auto& c : text) c = static_cast<char>(below(random, 256));
  return text;
}

#ifdef __OPTIMIZE__
constexpr int texts = 100000;
#else
constexpr int texts = 5000;  // ten times slower there
#endif

bool digits_of(const std::string& ticket, const std::string& text) {
  return ticket.empty() || ticket.find_first_not_of("0123456789") == std::string::npos ||
         text.find(ticket) != std::string::npos;
}

void hold(const std::string& text, const Command& command) {
  const bool slice = !command.pin.empty() || text.find(command.text) != std::string::npos;
  if (slice && digits_of(command.ticket, text)) return;
  INFO(text);
  FAIL("a word that wasn't sent: " << command.text << " / " << command.ticket);
}

void read_every_way(const std::string& text, Random& random) {
  const auto& words = lapor::test::shipped_vocabulary();
  Citizen citizen;
  if (random() % 2) citizen.own = mentioned_tickets(text);
  if (random() % 3 == 0) citizen.pending.push_back(static_cast<Pending>(random() % 3));
  hold(text, parse_citizen(text, words, citizen));
  hold(text, parse_agency(text, words, {{"BMCK", "DISHUB"}, {}}));
}

}  // namespace

TEST_CASE("a hundred thousand odd texts all read as something", "[command][totality]") {
  const auto all = seeds();
  REQUIRE(all.size() > 90);
  Random random(20260303);
  for (int i = 0; i < texts; ++i) read_every_way(mutate(all[below(random, all.size())], all, random), random);
  for (int i = 0; i < texts / 20; ++i) read_every_way(noise(random), random);
  SUCCEED();
}

TEST_CASE("ten kilobytes read within a second", "[command][totality]") {
  Random random(1);
  for (const std::string_view piece : {"1", "1 ", "PIN 1234 ", "lapor ", "1234566 ", "di semarang ",
                                       "\xf0\x9f\x99\x8f", "\xff", "pak ", "(spasi)", "ya "}) {
    std::string text;
    while (text.size() < 10000) text += piece;
    const auto begin = std::chrono::steady_clock::now();
    read_every_way(text, random);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
  }
}
