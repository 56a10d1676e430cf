#include "modem/at/ussd.hpp"

#include "modem/at/at_replies.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using engine::UssdCoding;

TEST_CASE("a USSD code is written as the modem wants it") {
  CHECK(ussd::written("*888#", UssdCoding::gsm) == "*888#");
  CHECK(ussd::written("*1#", UssdCoding::ucs2) == "002A00310023");
  CHECK(ussd::written("*100#", UssdCoding::packed) == "AA180C3602");
  CHECK(ussd::written("*123*1#", UssdCoding::packed) == "AA986CA68A8D1A");  // a CR fills seven bits to spare
}

TEST_CASE("an answer is read by its own data coding, and by the modem's") {
  const auto text = [](const char* line, UssdCoding coding) { return ussd::read(line, coding).value().text; };
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
  const auto good = [](const char* line) { return ussd::read(line, UssdCoding::gsm).value().good(); };
  CHECK(good("+CUSD: 0,\"Rp 5\",15"));
  CHECK(good("+CUSD: 1,\"1. Pulsa\",15"));
  CHECK(good("+CUSD: 2,\"Rp 5\",15"));
  for (const auto* bad : {"+CUSD: 0", "+CUSD: 2", "+CUSD: 4", "+CUSD: 4,\"\",15", "+CUSD: 5", "+CUSD: 0,\"",
                          "+CUSD: 99,\"x\",15"})
    CHECK_FALSE(good(bad));
  for (const auto* none : {"", "+CUSD", "+CUSD:", "+CUSD: x", "+CREG: 1", "OK"})
    CHECK_FALSE(ussd::read(none, UssdCoding::gsm));
}

TEST_CASE("the name of the character set is read in any character set, and nothing else is") {
  CHECK(read_charset({"+CSCS: \"GSM\""}) == "GSM");
  CHECK(read_charset({"+CSCS: \"8859-1\""}) == "8859-1");
  CHECK(read_charset({"+CSCS: \"0055004300530032\""}) == "UCS2");
  for (const auto* bad :
       {"+CSCS: GSM", "+CSCS: \"\"", "+CSCS: \"A\";+CMGD=1", "+CREG: 1", "+CSCS: \"GSM", "+CSCS: \"a b\""})
    CHECK(read_charset({bad}).empty());
}
