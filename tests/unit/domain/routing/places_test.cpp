// tests/data/places.tsv, and every district of the province named alone.
#include "domain/routing/area.hpp"
#include "support/catch.hpp"
#include "support/figures.hpp"
#include "support/table_file.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;

namespace {

std::string area(const std::string& text) {
  const auto guess = routing::guess_area(language::lex(text), test::shipped_vocabulary());
  return guess.code.empty() ? "-" : guess.code;
}

struct Districts {
  int right = 0, open = 0, wrong = 0, all = 0;
};

/// Counts how every district is understood when its name follows these words.
Districts named(const std::string& before) {
  Districts figures;
  for (const auto& place : test::shipped_vocabulary().places) {
    if (place.village) continue;
    const auto code = area(before + place.name);
    ++figures.all;
    ++(code == place.area ? figures.right : code == "-" ? figures.open : figures.wrong);
  }
  std::cout << "districts, \"" << before << "…\": " << figures.all << ", right " << figures.right << ", open "
            << figures.open << ", wrong " << figures.wrong << "\n";
  return figures;
}

}  // namespace

TEST_CASE("places of a table are found, and ordinary words are none", "[routing][figures]") {
  test::Figures figures("places");
  for (const auto& row : test::table("places.tsv", 2)) figures.add(row[1], area(row[0]), row[0]);
  figures.print();
  CHECK(figures.rows() >= 75);
  CHECK(figures.right() >= 0.95);
}

TEST_CASE("every district decides its area, where its name is in one only", "[routing][figures]") {
  const auto told = named("jalan rusak di kecamatan ");
  CHECK(told.all == 576);
  CHECK(told.right == 535);
  CHECK(told.wrong == 0);
  const auto bare = named("jalan rusak di ");
  CHECK(bare.right >= 450);
  CHECK(bare.wrong <= 12);
}

TEST_CASE("an area's evidence is the words that named it", "[routing]") {
  const auto guess = routing::guess_area(language::lex("jalan rusak di Gunung Pati kota Semarang"),
                                         test::shipped_vocabulary());
  CHECK(guess.code == "33.74");
  CHECK(guess.evidence == "GUNUNG PATI KOTA SEMARANG");
}
