// Texts as people and their phones write them. The ids are those of docs/field-log.md; every phone number is
// fictitious.
#include "sim/field/field_case.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

TEST_CASE("K19: an office's reaction to what it was sent moves nothing, and costs one text at most",
          "[field]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  const auto forwarded = w.last(bmck_operator);
  const auto before = w.phone(bmck_operator).size();
  REQUIRE(state(w, first) == ticket::State::forwarded);
  for (const std::string reaction : {"Liked", "Disliked", "\U0001F44D to"}) {
    says(w, bmck_operator, reaction + " \u201c" + forwarded + "\u201d");
    w.advance(10s);
  }
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK(w.tickets().size() == 1);
  CHECK(w.phone(bmck_operator).size() <= before + 1);
}

TEST_CASE("K20: keywords are known within quotes, stars, signs, wide letters and invisible marks",
          "[field]") {
  const std::vector<std::string> ways{"\u201cLAPOR\u201d JALAN berlubang depan pasar",
                                      "*LAPOR* JALAN berlubang depan pasar",
                                      "LAPOR#JALAN#berlubang depan pasar",
                                      "lapor;jalan;berlubang depan pasar",
                                      "LAPOR\u00a0JALAN berlubang depan pasar",
                                      "\uff2c\uff21\uff30\uff2f\uff32 JALAN berlubang depan pasar",
                                      "\u200eLAPOR JALAN berlubang depan pasar",
                                      "\ufeffLAPOR JALAN berlubang depan pasar"};
  for (const auto& text : ways) {
    World w{rules()};
    INFO(text);
    says(w, sari, text);
    REQUIRE(w.tickets().size() == 1);
    CHECK(w.tickets()[0].category == "JALAN");
    CHECK(w.tickets()[0].agency == "BMCK");
  }
}

TEST_CASE("K20: whoever wants to be left alone may say so in many ways", "[field]") {
  for (const auto* text : {"UNREG", "STOP ALL", "BERHENTI", "stop"}) {
    World w{rules()};
    INFO(text);
    says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
    says(w, sari, text);
    CHECK(w.tickets().size() == 1);
    const auto reporter = w.tickets()[0].reporter;
    w.store().begin();
    CHECK(w.store().opted_out(reporter));
    w.store().rollback();
  }
}
