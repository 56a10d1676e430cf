#include "modem/at/ussd.hpp"

#include "base/expect.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using engine::UssdCoding;

TEST_CASE("a USSD code is written as the modem wants it") {
  CHECK(ussd::encode_code("*888#", UssdCoding::gsm) == "*888#");
  CHECK(ussd::encode_code("*1#", UssdCoding::ucs2) == "002A00310023");
  CHECK(ussd::encode_code("*100#", UssdCoding::packed) == "AA180C3602");
  CHECK(ussd::encode_code("*123*1#", UssdCoding::packed) ==
        "AA986CA68A8D1A");  // a CR fills seven bits to spare
}

TEST_CASE("what is no USSD code never gets into a command") {
  for (const auto* bad : {"*888#\";+CMGD=1,4;\"", "*1#\r", "abc"})
    CHECK_THROWS_AS(ussd::encode_code(bad, UssdCoding::gsm), PreconditionBroken);
}

TEST_CASE("an answer is read by its own data coding, and by the modem's") {
  const auto text = [](const char* line, UssdCoding coding) {
    return ussd::read_reply(line, coding).value().text;
  };
  CHECK(text("+CUSD: 0,\"Pulsa Rp 5.000\",15", UssdCoding::gsm) == "Pulsa Rp 5.000");
  CHECK(text("+CUSD: 0,\"00520070\",72", UssdCoding::gsm) == "Rp");
  CHECK(text("+CUSD: 0,\"00520070\",17", UssdCoding::packed) == "Rp");
  CHECK(text("+CUSD: 0,\"00520070\",15", UssdCoding::ucs2) == "Rp");
  CHECK(text("+CUSD: 0,\"D83DDE00\",72", UssdCoding::ucs2) == "😀");
  CHECK(text("+CUSD: 0,\"AA180C3602\",15", UssdCoding::packed) == "*100#");
  CHECK(text("+CUSD: 0,\"AA986CA68A8D1A\",15", UssdCoding::packed) == "*123*1#");
  CHECK(text("+CUSD: 0,\"Sisa \"pulsa\" 5\n7\",15", UssdCoding::gsm) == "Sisa \"pulsa\" 5\n7");
  CHECK(text("+CUSD:0,\"Rp 5\"", UssdCoding::gsm) == "Rp 5");
  CHECK(text("+CUSD: 0,\"Rp 5\",15", UssdCoding::packed) == "Rp 5");  // not what it should be, and readable
  CHECK(text("+CUSD: 0,\"\xff\xfe\",15", UssdCoding::ucs2).find('\xff') == std::string::npos);
}

TEST_CASE("only an answer with words in it is a good one") {
  const auto good = [](const char* line) {
    return ussd::read_reply(line, UssdCoding::gsm).value().has_text();
  };
  CHECK(good("+CUSD: 0,\"Rp 5\",15"));
  CHECK(good("+CUSD: 1,\"1. Pulsa\",15"));
  CHECK(good("+CUSD: 2,\"Rp 5\",15"));
  for (const auto* bad : {"+CUSD: 0", "+CUSD: 2", "+CUSD: 4", "+CUSD: 4,\"\",15", "+CUSD: 5", "+CUSD: 0,\"",
                          "+CUSD: 99,\"x\",15"})
    CHECK_FALSE(good(bad));
  for (const auto* none : {"", "+CUSD", "+CUSD:", "+CUSD: x", "+CREG: 1", "OK"})
    CHECK_FALSE(ussd::read_reply(none, UssdCoding::gsm));
}

TEST_CASE("K18: UCS-2 is read by its data coding, in whatever coding the modem is") {
  constexpr auto* line =
      "+CUSD: 0,\"0053006900730061002000700075006C0073006100200052007000200035002E003000300030\",72";
  for (const auto coding : {UssdCoding::ucs2, UssdCoding::gsm, UssdCoding::packed})
    CHECK(ussd::read_reply(line, coding).value().text == "Sisa pulsa Rp 5.000");
}

TEST_CASE("B19, F03: an answer without an end, or in another coding than announced, is read") {
  using engine::UssdCoding;
  const auto text = [](const char* line, UssdCoding coding) {
    const auto reply = ussd::read_reply(line, coding);
    return reply ? reply->text : "(none)";
  };
  for (const auto coding : {UssdCoding::ucs2, UssdCoding::gsm, UssdCoding::packed}) {
    INFO(static_cast<int>(coding));
    CHECK(text("+CUSD: 2,\"Sisa pulsa Rp 12.345 s/d 12/03", coding) == "Sisa pulsa Rp 12.345 s/d 12/03");
    CHECK(text("+CUSD: 0,\"536973612070756C736120527020352E303030\",15", coding) == "Sisa pulsa Rp 5.000");
    CHECK(text("+CUSD: 0,\"536973612070756C73612052702031352E303030\",15", coding) == "Sisa pulsa Rp 15.000");
    CHECK(text("+CUSD: 0,\"0053006900730061002000700075006C0073006100200052007000200035\",7", coding) ==
          "Sisa pulsa Rp 5");
  }
  CHECK(text("+CUSD: 0,\"12345678\",15", UssdCoding::ucs2) == "12345678");
}
