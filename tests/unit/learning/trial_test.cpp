#include "learning/trial.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using learning::Lesson;

namespace {

const learning::Owners owners{{"JALAN", "BMCK"}, {"SAMPAH", "DLHK"}, {"LAIN", "KOMINFO"}};

Lesson lesson(std::uint64_t person, const std::string& category, std::vector<std::string> features) {
  Lesson out;
  out.person = person;
  out.category = category;
  out.right = {category};
  out.features = std::move(features);
  return out;
}

/// Two matters in words that the keywords don't know.
std::vector<Lesson> plain_lessons(std::size_t n) {
  std::vector<Lesson> out;
  for (std::size_t i = 0; i < n; ++i)
    out.push_back(i % 2 == 0 ? lesson(i, "JALAN", {"LAPEN", "REMUK"})
                             : lesson(i, "SAMPAH", {"VIAR", "LUBER"}));
  return out;
}

bool knows(const language::LearnedModel& model, const std::string& feature) {
  return std::any_of(model.features.begin(), model.features.end(),
                     [&](const auto& row) { return row.feature == feature; });
}

language::LearnedModel model_of(const std::vector<Lesson>& lessons) {
  std::vector<const Lesson*> all;
  for (const auto& one : lessons) all.push_back(&one);
  return learning::train(all, owners);
}

}  // namespace

TEST_CASE("a word that fewer than five people used isn't in the model", "[learning]") {
  auto lessons = plain_lessons(40);
  for (std::size_t i = 0; i < 4; ++i) lessons[i].features.push_back("SUKIRMAN");
  for (std::size_t i = 0; i < 5; ++i) lessons[i].features.push_back("WARUNG");
  for (std::size_t i = 0; i < 20; ++i) lessons.push_back(lesson(1000, "JALAN", {"REPETISI"}));  // one person
  const auto model = model_of(lessons);
  CHECK(knows(model, "WARUNG"));
  CHECK_FALSE(knows(model, "SUKIRMAN"));
  CHECK_FALSE(knows(model, "REPETISI"));
}

TEST_CASE("the same lessons give the same model", "[learning]") {
  CHECK(model_of(plain_lessons(60)) == model_of(plain_lessons(60)));
}

TEST_CASE("a model that is right where the keywords are silent is kept, with thresholds", "[learning]") {
  const auto lessons = plain_lessons(400);
  const auto trial = learning::try_out(lessons, owners, 0.95);
  CHECK(trial.keep);
  CHECK(trial.lessons == 400);
  CHECK(trial.model_alone.tested == 80);
  CHECK(trial.model_alone.precision() >= 0.95);
  CHECK(trial.keywords.decided == 0);
  CHECK(trial.model.decides_from <= 1000);
  CHECK(trial.categories.at("SAMPAH").rows == 40);
  const std::vector<std::string> text{"VIAR", "LUBER"};
  CHECK(trial.model.opinion(text)->category == "SAMPAH");
}

TEST_CASE("a model that only guesses is not kept", "[learning]") {
  std::vector<Lesson> lessons;
  for (std::size_t i = 0; i < 400; ++i)
    lessons.push_back(lesson(i, i * 7919 % 13 < 6 ? "JALAN" : "SAMPAH", {"TOLONG", "PAK"}));
  const auto trial = learning::try_out(lessons, owners, 0.95);
  CHECK_FALSE(trial.keep);
  CHECK_FALSE(trial.why.empty());
}

TEST_CASE("keywords that are right already leave no room for a model", "[learning]") {
  auto lessons = plain_lessons(400);
  for (auto& one : lessons) one.by_keywords = one.category, one.margin = 9;
  CHECK_FALSE(learning::try_out(lessons, owners, 0.95).keep);
}

TEST_CASE("few lessons give no model", "[learning]") {
  CHECK_FALSE(learning::try_out(plain_lessons(100), owners, 0.95).keep);
  CHECK_FALSE(learning::try_out({}, owners, 0.95).keep);
}

TEST_CASE("one person's false lessons can't turn a word", "[learning]") {
  std::vector<Lesson> lessons(300, lesson(7000, "JALAN", {"VIAR", "LUBER"}));
  for (auto& one : plain_lessons(400)) lessons.push_back(std::move(one));
  const auto trial = learning::try_out(lessons, owners, 0.9);
  REQUIRE(trial.lessons <= 421);
  const std::vector<std::string> text{"VIAR", "LUBER"};
  std::vector<const Lesson*> all;
  for (const auto& one : lessons) all.push_back(&one);
  CHECK(trial.keep);
  CHECK(trial.model.opinion(text)->category == "SAMPAH");
}

TEST_CASE("a ticket's label is its category, where that leads to its agency", "[learning]") {
  const auto& vocabulary = test::shipped_vocabulary();
  routing::Directory directory;
  directory.agencies = {{"SDATR", "Air", {"AIR", "SUNGAI"}, {}, false, "", {}},
                        {"BMCK", "Jalan", {"JALAN"}, {}, false, "", {}},
                        {"KOMINFO", "Kominfo", {"LAIN"}, {}, true, "", {}}};
  const auto label = [&](const std::string& category, const std::string& agency, const std::string& text) {
    const auto found = learning::lesson_of({1, text, category, "", agency}, vocabulary, directory);
    return found ? found->category : std::string("-");
  };
  CHECK(label("SUNGAI", "SDATR", "air keruh") == "SUNGAI");
  CHECK(label("JALAN", "SDATR", "selokan mampet dekat jalan") == "SUNGAI");
  CHECK(label("", "SDATR", "pdam mati") == "AIR");
  CHECK(label("", "KOMINFO", "surat nikah") == "LAIN");
  CHECK(label("", "HILANG", "pdam mati") == "-");
  CHECK(label("", "BMCK", "") == "-");
  CHECK(label("JALAN", "BMCK", "pungli di dinas jalan, petugas minta uang rokok") == "-");
}
