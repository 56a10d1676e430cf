// tests/data/confidential.tsv: which reports nobody but the agency in charge should read.
#include <algorithm>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/figures.hpp"
#include "support/table_file.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;

namespace {

bool confidential(const std::string& text) {
  const auto command = commands::parse_citizen(text, test::shipped_vocabulary(), {});
  const auto* report = std::get_if<commands::Report>(&command);
  return report && std::count(report->flags.begin(), report->flags.end(), commands::Flag::confidential) > 0;
}

}  // namespace

TEST_CASE("bribes and violence are kept in confidence, also without the word", "[routing][figures]") {
  test::Figures figures("confidential");
  for (const auto& row : test::table("confidential.tsv", 2))
    figures.add(row[0], confidential(row[1]) ? "RAHASIA" : "-", row[1]);
  figures.print();
  CHECK(figures.precision("RAHASIA") >= 0.85);
  CHECK(figures.recall("RAHASIA") >= 0.85);
}
