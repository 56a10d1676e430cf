#include "domain/language/features.hpp"

#include "support/catch.hpp"

using namespace lapor;
using language::features;

TEST_CASE("a text is known by its words and by the pairs of neighbours", "[routing]") {
  const auto words = language::lex("Jalan rusak, jalan!");
  CHECK(features(words) == std::vector<std::string>{"JALAN", "RUSAK", "JALAN", "JALAN RUSAK", "RUSAK JALAN"});
  CHECK(features({}).empty());
}

TEST_CASE("no number becomes a feature, and none joins its neighbours", "[routing]") {
  const auto words = language::lex("nik 3374010101010001 milik saya rt02 ya");
  CHECK(features(words) == std::vector<std::string>{"NIK", "MILIK", "SAYA", "YA", "MILIK SAYA"});
}
