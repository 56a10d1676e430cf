// tests/data/urgent.tsv: which reports can't wait.
#include "domain/routing/urgency.hpp"

#include <algorithm>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/figures.hpp"
#include "support/table_file.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;

namespace {

bool urgent(const std::string& text) {
  const auto command = commands::parse_citizen(text, test::shipped_vocabulary(), {});
  const auto* report = std::get_if<commands::Report>(&command);
  return report && std::count(report->flags.begin(), report->flags.end(), commands::Flag::urgent) > 0;
}

}  // namespace

TEST_CASE("what happens now is urgent, a fear, a wish and every year's flood are not",
          "[routing][urgency][figures]") {
  test::Figures figures("urgent");
  for (const auto& row : test::table("urgent.tsv", 2))
    figures.add(row[0], urgent(row[1]) ? "URGENT" : "-", row[1]);
  figures.print();
  CHECK(figures.rows() >= 120);
  CHECK(figures.precision("URGENT") >= 0.5);
  CHECK(figures.recall("URGENT") >= 0.8);
}

TEST_CASE("dangers count more than alarming things, and calm words take away", "[routing][urgency]") {
  const auto points = [](std::string_view text, bool category = false) {
    return routing::urgency(language::lex(text), test::shipped_vocabulary(), category);
  };
  CHECK(points("kebakaran") == routing::danger_points);
  CHECK(points("kebakaran kebakaran") == routing::danger_points);
  CHECK(points("kebakaran", true) == 2 * routing::danger_points);
  CHECK(points("roboh") == routing::alarming_points);
  CHECK(points("takut roboh") == routing::alarming_points + routing::calm_points);
  CHECK(points("demam berdarah") == routing::calm_points);
}

TEST_CASE("a question or a proposal can wait", "[routing][urgency]") {
  CHECK_FALSE(urgent("TANYA kebakaran di pasar menelepon ke mana"));
  CHECK_FALSE(urgent("USUL alat pemadam untuk kebakaran pasar"));
}
