// tests/data/talk.tsv: what people write that is neither a keyword nor a plain report.
#include "domain/commands/matters.hpp"
#include "support/catch.hpp"
#include "support/figures.hpp"
#include "support/table_file.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using namespace lapor::commands;
using namespace lapor::language;

namespace {

/// As the table's last column says it.
std::string meaning(const std::string& text) {
  const auto command = parse_citizen(text, test::shipped_vocabulary(), {{}, mentioned_tickets(text), false});
  if (continues_report(text, command)) return "MORE";
  if (const auto* unclear = std::get_if<Unclear>(&command)) return std::string(name(unclear->talk));
  if (verb_of(command) == Verb::report) return "LAPOR=" + std::get<Report>(command).category;
  return std::string(name(verb_of(command)));
}

std::string kind(const std::string& meaning) { return meaning.substr(0, meaning.find('=')); }

}  // namespace

TEST_CASE("questions about reports, small talk and additions are told from reports",
          "[command][talk][figures]") {
  test::Figures figures("talk and questions");
  for (const auto& row : test::table("talk.tsv", 2)) {
    const auto got = meaning(row[0]);
    figures.add(kind(row[1]), got == row[1] || kind(got) != kind(row[1]) ? kind(got) : "other " + got,
                row[0]);
    INFO(row[0] << " | " << row[1] << " | read as " << got);
    CHECK_NOFAIL(got == row[1]);
  }
  figures.print();
  CHECK(figures.right() >= 0.9);
}
