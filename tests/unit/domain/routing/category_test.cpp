// Tests how evidence adds up to a category. Many whole texts are in tests/data.
#include "domain/routing/category.hpp"

#include "domain/language/lexer.hpp"
#include "domain/routing/evidence.hpp"
#include "support/catch.hpp"

using namespace lapor;
using language::Category;
using language::Vocabulary;

namespace {

Category category(std::string code, std::vector<std::string> aliases, std::vector<std::string> signs = {},
                  std::vector<std::string> hints = {}) {
  Category c;
  c.code = std::move(code);
  c.aliases = std::move(aliases);
  c.signs = std::move(signs);
  c.hints = std::move(hints);
  return c;
}

/// Few words, so that each test can count the points itself.
Vocabulary words() {
  Vocabulary v;
  v.categories = {category("LAMPU", {"LAMPU", "PJU"}, {"GELAP"}, {"MATI"}),
                  category("HUB", {"LAMPU MERAH", "PARKIR"}, {"KENDARAAN"}),
                  category("AIR", {"PDAM"}, {}, {"AIR", "MATI"}), category("PUNGLI", {"SUAP"}),
                  category("JALAN", {"LUBANG"}, {"RUSAK"}, {"JALAN"})};
  v.categories[2].against = {"AIR MATA"};
  v.categories[3].confidential = true;
  v.categories[4].weak = true;
  v.other_bodies.resize(1);
  v.other_bodies[0].code = "PLN";
  v.other_bodies[0].aliases = {"LISTRIK MATI", "GARDU"};
  v.other_bodies[0].name = "PLN, telepon 123";
  v.place_words = {"DEPAN", "DI"};
  v.neutral_words = {"JALAN RAYA"};
  v.polite_words = {"PAK", "MOHON"};
  v.dictionary = {"PARKIT", "TEMBANG"};
  v.index_terms();
  return v;
}

routing::CategoryGuess guess(std::string_view text, bool slot = false) {
  static const auto vocabulary = words();
  return routing::guess_category(language::lex(text), vocabulary, slot);
}

int points(std::string_view text, std::string_view code) {
  static const auto vocabulary = words();
  const auto tokens = language::lex(text);
  for (const auto& evidence : routing::weigh(tokens, vocabulary))
    if (evidence.matter->code == code) return evidence.points;
  return 0;
}

}  // namespace

TEST_CASE("words add up, each once, and the matter named first gets a little more", "[category]") {
  CHECK(points("gelap, mati", "LAMPU") == 3 + 1);
  CHECK(points("gelap gelap GELAPNYA", "LAMPU") == 3);
  CHECK(points("pju gelap", "LAMPU") == 6 + 2 + 3);
  CHECK(points("parkir, pju", "LAMPU") == 6);
  CHECK(points("air mata", "AIR") == -3);
}

TEST_CASE("the longest phrase counts alone, and a neutral one hides the words in it", "[category]") {
  CHECK(points("lampu merah", "LAMPU") == 0);
  CHECK(points("lampu merahnya", "HUB") == 6 + 2);
  CHECK(points("jalan raya", "JALAN") == 0);
}

TEST_CASE("a word that says where counts a third, and one that a number counts nothing", "[category]") {
  CHECK(points("depan parkir", "HUB") == 2);
  CHECK(points("di lampu merah", "HUB") == 4);
  CHECK(points("di, mohon, pdam", "AIR") == 2);
  CHECK(points("5 pju", "LAMPU") == 0);
}

TEST_CASE("nothing is decided below enough points or without a lead, and the runner-up is told",
          "[category]") {
  CHECK(guess("gelap di jalan rusak").code.empty());
  CHECK(guess("gelap di jalan rusak").runner_up == "LAMPU");
  CHECK(guess("gelap sekali malam ini di desa").code == "LAMPU");
  CHECK(guess("sudah lama sekali mati terus di desa kami ini").code.empty());
  const auto both = guess("pju gelap, banyak kendaraan");
  CHECK(both.code == "LAMPU");
  CHECK(both.runner_up == "HUB");
  CHECK(both.evidence == "PJU, GELAP");
  CHECK(both.points == 11);
  CHECK(both.margin == 8);
}

TEST_CASE("in a text of three words a hint is enough where nothing contradicts it", "[category]") {
  CHECK(guess("cek jalan pak").code == "JALAN");
  CHECK(guess("mati pak").code.empty());  // water or light
}

TEST_CASE("a confidential matter that is named comes first, whatever else is told", "[category]") {
  const auto said = guess("pju gelap, lampu mati, petugas minta suap");
  CHECK(said.code == "PUNGLI");
  CHECK(said.confidential);
  CHECK(guess("LAMPU petugas minta suap", true).code == "LAMPU");
  CHECK(guess("LAMPU petugas minta suap", true).confidential);
}

TEST_CASE("the sender's own category wins, a weak one only where no other follows at once", "[category]") {
  CHECK(guess("LAMPU parkir liar, parkir", true).code == "LAMPU");
  CHECK(guess("LAMPU parkir liar", true).chosen);
  CHECK(guess("JALAN pju mati", true).code == "LAMPU");
  CHECK_FALSE(guess("JALAN pju mati", true).chosen);
  CHECK(guess("JALAN raya ke kota semua pju mati", true).code == "LAMPU");
  CHECK(guess("JALAN kota lama yang rusak dekat pju", true).code == "JALAN");
  CHECK(guess("lampu merah mati", true).code == "HUB");
}

TEST_CASE("what another body owns is no category, and whose it is is told", "[category]") {
  const auto told = guess("listrik mati dua hari");
  CHECK(told.code.empty());
  CHECK(told.other_body == "PLN, telepon 123");
  CHECK(told.evidence == "LISTRIK MATI");
}

TEST_CASE("a slip in a long word is understood, a real word is none", "[category]") {
  CHECK(guess("parkjr sembarangan di sini").code == "HUB");
  CHECK(guess("parkit saya hilang di sini").code.empty());
  CHECK(guess("parkitnya hilang kemarin sore").code.empty());
}
