#include "domain/language/learned_model.hpp"

#include <fmt/format.h>

#include "base/fnv1a.hpp"
#include "domain/routing/category.hpp"
#include "support/catch.hpp"

using namespace lapor;
using language::LearnedModel;
using language::LearnedUse;

namespace {

LearnedModel model() {
  LearnedModel m;
  m.categories = {{"AIR", "SDATR", -2000},
                  {"JALAN", "BMCK", -2000},
                  {"LAIN", "KOMINFO", -2000},
                  {"SUNGAI", "SDATR", -2000}};
  m.features = {{"AFUR", {{3, 9000}}},
                {"LAPEN", {{1, 9000}, {3, -500}}},
                {"LAPEN REMUK", {{1, 3000}}},
                {"MODIN", {{2, 9000}}}};
  m.decides_from = 700;
  m.agrees_from = 300;
  m.trained_at = "2026-11-30T02:40:00Z";
  return m;
}

/// With a right checksum, so that what is wrong is found by reading.
std::string sealed(const std::string& body) { return body + fmt::format("checksum {:016x}\n", fnv1a(body)); }

std::string edited(const std::string& what, const std::string& with) {
  auto body = language::write_model(model());
  body.resize(body.rfind("checksum "));
  const auto at = body.find(what);
  REQUIRE(at != body.npos);
  return sealed(body.replace(at, what.size(), with));
}

language::Vocabulary vocabulary(LearnedUse use) {
  language::Vocabulary v;
  for (const auto* code : {"AIR", "JALAN", "SUNGAI", "PUNGLI"}) v.categories.emplace_back().code = code;
  v.categories[0].aliases = {"PDAM"};
  v.categories[1].aliases = {"LUBANG"};
  v.categories[3].aliases = {"SUAP"};
  v.categories[3].confidential = true;
  v.index_terms();
  v.learned = {use, std::make_shared<LearnedModel>(model())};
  return v;
}

routing::CategoryGuess guess(LearnedUse use, std::string_view text) {
  const auto v = vocabulary(use);
  return routing::guess_category(language::lex(text), v, false);
}

}  // namespace

TEST_CASE("a model comes back from its file as it was", "[learned]") {
  const auto back = language::parse_model(language::write_model(model()));
  REQUIRE(back);
  CHECK(*back == model());
}

TEST_CASE("a model's file that is cut off, changed or another's is refused", "[learned]") {
  const auto file = language::write_model(model());
  for (std::size_t n = 0; n < file.size(); ++n) CHECK_FALSE(language::parse_model(file.substr(0, n)));
  for (std::size_t n = 0; n < file.size(); ++n) {
    auto changed = file;
    changed[n] = static_cast<char>(changed[n] ^ 1);
    CHECK_FALSE(language::parse_model(changed));
  }
  CHECK(language::parse_model("lapor-model 2\n").error().code == Errc::rejected);
  CHECK(language::parse_model("").error().code == Errc::corrupt);
}

TEST_CASE("a model's file with a good checksum and bad lines is refused", "[learned]") {
  CHECK(language::parse_model(edited("LAPEN\t", "LAPEN\t")));
  CHECK_FALSE(language::parse_model(edited("LAPEN\t", "LAPEN3\t")));     // a number
  CHECK_FALSE(language::parse_model(edited("AFUR\t", "ZAFUR\t")));       // not in order
  CHECK_FALSE(language::parse_model(edited("3:9000", "4:9000")));        // no such category
  CHECK_FALSE(language::parse_model(edited("3:9000", "3:9000000000")));  // out of range
  CHECK_FALSE(language::parse_model(edited("3:9000", "3:nan")));
  CHECK_FALSE(language::parse_model(edited("3:9000", "3:0")));
  CHECK_FALSE(language::parse_model(edited("1:9000 3:-500", "3:-500 1:9000")));
  CHECK_FALSE(language::parse_model(edited("category AIR SDATR", "category AIR sdatr/..")));
  CHECK_FALSE(language::parse_model(edited("category AIR", "category JALAN")));  // twice
  CHECK_FALSE(language::parse_model(edited("decides 700 300", "decides 7000 300")));
  CHECK_FALSE(language::parse_model(edited("trained", "drained")));
  CHECK_FALSE(language::parse_model(sealed("lapor-model 1\n")));
}

TEST_CASE("the likeliest agency's likeliest category, and the words that speak for it", "[learned]") {
  const std::vector<std::string> text{"LAPEN", "REMUK", "LAPEN REMUK"};
  const auto opinion = model().opinion(text);
  REQUIRE(opinion);
  CHECK(opinion->category == "JALAN");
  CHECK(opinion->sure > 700);
  CHECK(opinion->features == std::vector<std::string>{"LAPEN", "LAPEN REMUK"});
  const std::vector<std::string> unknown{"HALO"};
  CHECK_FALSE(model().opinion(unknown));
  CHECK_FALSE(LearnedModel{}.opinion(text));
}

TEST_CASE("a suggestion changes nothing, a decision does", "[learned]") {
  const auto off = guess(LearnedUse::off, "lapen remuk");
  CHECK(off.suggestion.empty());
  CHECK(off.code.empty());
  const auto suggested = guess(LearnedUse::suggest, "lapen remuk");
  CHECK(suggested.suggestion == "JALAN");
  CHECK(suggested.suggestion_evidence == "LAPEN, LAPEN REMUK");
  CHECK(suggested.code.empty());
  const auto decided = guess(LearnedUse::decide, "lapen remuk");
  CHECK(decided.code == "JALAN");
  CHECK(decided.evidence == "LAPEN, LAPEN REMUK");
  CHECK(decided.learned);
}

TEST_CASE("what the model is sure of outdoes the keywords; what it knows nothing of stays theirs",
          "[learned]") {
  CHECK(guess(LearnedUse::decide, "pdam lapen remuk").code == "JALAN");
  CHECK(guess(LearnedUse::decide, "pdam mati").code == "AIR");
  CHECK(guess(LearnedUse::decide, "pdam afur").code == "AIR");    // the same agency: the keywords' category
  CHECK(guess(LearnedUse::decide, "lubang modin").code.empty());  // the coordinator's own
  CHECK(guess(LearnedUse::decide, "lubang modin").runner_up == "JALAN");
}

TEST_CASE("what the sender chose, and what is confidential, is never asked of the model", "[learned]") {
  const auto v = vocabulary(LearnedUse::decide);
  CHECK(routing::guess_category(language::lex("air lapen remuk"), v, true).code == "AIR");
  const auto secret = guess(LearnedUse::decide, "suap lapen remuk");
  CHECK(secret.code == "PUNGLI");
  CHECK(secret.suggestion.empty());
}
