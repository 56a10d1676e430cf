// Codings, identifiers and addresses as networks deliver them. The ids are those of docs/field-log.md; every
// phone number is fictitious.
#include "sim/field/field_case.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string only_text(World& w) {
  REQUIRE(w.tickets().size() == 1);
  return w.tickets()[0].text;
}

/// From a mobile number, with these words.
sms::InboundSegment from_a_phone(const std::u16string& text) {
  sms::InboundSegment part;
  part.sender = "+628110000006";
  part.text = text;
  return part;
}

void lies(World& w, sms::InboundSegment part) {
  part.service_centre_time = w.now;
  w.sim().slots[w.sim().next_slot++] = std::move(part);
  w.settle();
}

}  // namespace

TEST_CASE("B12: a wrong international mark and a counted filler are no part of a number", "[field]") {
  const std::pair<const char*, std::string> cases[] = {
      {"B12.1", "+628110000901"}, {"B12.2", "+628110000911"}, {"B12.3", std::string("+62") + "811000906"}};
  for (const auto& [id, number] : cases) {
    World w{rules()};
    play(w, field_case(id));
    INFO(id);
    CHECK(w.phone(number).size() == 1);
  }
}

TEST_CASE("B16: a national single shift table is read", "[field]") {
  World w{rules()};
  play(w, field_case("B16"));
  CHECK(only_text(w) == "lubang şğı Blora");
}

TEST_CASE("P1: words in 8-bit coding are a report", "[field]") {
  World w{rules()};
  play(w, field_case("P1"));
  CHECK(only_text(w) == "lubang depan pasar Blora");
}

TEST_CASE("P1: a long text in 8-bit coding is joined, and a PIN in it isn't kept", "[field]") {
  World w{rules()};
  for (unsigned n = 1; n <= 2; ++n) {
    sms::InboundSegment part = from_a_phone(u"");
    part.coding = sms::Coding::octets;
    part.udh = {0x00, 0x03, 0x05, 0x02, static_cast<char>(n)};
    part.octets = n == 1 ? "LAPOR JALAN lubang dekat caf\xC3" : "\xA9 Blora";
    lies(w, part);
  }
  CHECK(only_text(w) == "lubang dekat café Blora");
  auto officer = from_a_phone(u"");
  officer.sender = "+628110000201";
  officer.coding = sms::Coding::octets;
  officer.octets = "SELESAI 1000015 PIN 4321 sudah";
  lies(w, officer);
  CHECK_FALSE(w.keeps("4321"));
}

TEST_CASE("P2, P3: reserved codings and types are read as the standard says", "[field]") {
  for (const auto* id : {"P2", "P3"}) {
    World w{rules()};
    play(w, field_case(id));
    INFO(id);
    CHECK_THAT(only_text(w), ContainsSubstring("Blora"));
  }
}

TEST_CASE("P4: a length that promises too much leaves the text that is there", "[field]") {
  World w{rules()};
  play(w, field_case("P4"));
  CHECK_THAT(only_text(w), ContainsSubstring("Blora"));
}

TEST_CASE("P5: a port that no program has doesn't make data of a text", "[field]") {
  World w{rules()};
  play(w, field_case("P5"));
  CHECK_THAT(only_text(w), ContainsSubstring("Blora"));
}

TEST_CASE("P5: a person's words count, whatever class or lamp their phone set", "[field]") {
  World w{rules()};
  auto flash = from_a_phone(u"LAPOR JALAN berlubang depan pasar");
  flash.message_class = 0;
  lies(w, flash);
  auto lamp = from_a_phone(u"LAPOR LAMPU padam di gang melati");
  lamp.waiting_indication = true;
  lies(w, lamp);
  auto for_sim = from_a_phone(u"LAPOR SAMPAH menumpuk di alun alun");
  for_sim.pid = 0x7F;
  lies(w, for_sim);
  CHECK(w.tickets().size() == 3);
}

TEST_CASE("K01, K03: 16-bit references, classes and odd fill bits make one whole report", "[field]") {
  World w{rules()};
  play(w, field_case("K01"));
  CHECK_THAT(only_text(w),
             ContainsSubstring("semingguu \U0001F600 selesai") || ContainsSubstring("\U0001F600"));
  World v{rules()};
  play(v, field_case("K03"));
  CHECK(v.tickets().size() == 1);
}

TEST_CASE("K02, K05: one letter, or pictures alone, are read and open no ticket", "[field]") {
  for (const auto* id : {"K02", "K05"}) {
    World w{rules()};
    play(w, field_case(id));
    INFO(id);
    CHECK(w.tickets().empty());
    CHECK(w.out().size() <= 1);
    CHECK(w.sim().slots.empty());
  }
}

TEST_CASE("K04, K22: what follows the text, and a zone west of Greenwich, do no harm", "[field]") {
  for (const auto* id : {"K04", "K22"}) {
    World w{rules()};
    play(w, field_case(id));
    INFO(id);
    CHECK_THAT(only_text(w), !ContainsSubstring("\uFFFD"));
  }
}

TEST_CASE("K06, K07: who has no number is heard but not answered, and a name isn't heard", "[field]") {
  World w{rules()};
  play(w, field_case("K06"));
  CHECK(w.tickets().size() == 1);
  World v{rules()};
  play(v, field_case("K07"));
  CHECK(v.tickets().empty());
  CHECK(v.sim().slots.empty());
}

TEST_CASE("K08: a national number without its 0 is the same person", "[field]") {
  World w{rules()};
  play(w, field_case("K08"));
  CHECK(w.phone("+628110000902").size() == 1);
}

TEST_CASE("K21: a text that replaces another doesn't lose it", "[field]") {
  World w{rules()};
  play(w, field_case("K21"));
  CHECK_FALSE(w.tickets().empty());
  CHECK(w.sim().slots.empty());
}
