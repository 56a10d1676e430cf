#include "modem/at/result_codes.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using delivery::Table;

TEST_CASE("what ends a command is known in every wording") {
  for (const auto* line : {"ERROR", "+CME ERROR: 30", "+CMS ERROR: SIM busy", "COMMAND NOT SUPPORT"}) {
    CHECK(is_error(line));
    CHECK(is_final(line));
  }
  CHECK(is_final("OK"));
  CHECK_FALSE(is_error("OK"));
  for (const auto* line : {"", "OKAY", "ERRORS", "+CMGS: 7", "RING"}) CHECK_FALSE(is_final(line));
}

TEST_CASE("a refusal has its table, and its number where it is a plausible one") {
  CHECK(refusal_of("+CMS ERROR: 30") == delivery::Refusal{Table::cms, 30});
  CHECK(refusal_of("+CME ERROR:30") == delivery::Refusal{Table::cme, 30});
  CHECK(refusal_of("+CMS ERROR: SIM busy") == delivery::Refusal{Table::cms, -1});
  CHECK(refusal_of("+CMS ERROR: 4294967295") == delivery::Refusal{Table::cms, -1});
  CHECK(refusal_of("ERROR") == delivery::Refusal{});
}

TEST_CASE("a number is read after its name only") {
  CHECK(number_after("+CMGS: 7", "+CMGS:") == 7u);
  CHECK(number_after("+CMGS:255,\"x\"", "+CMGS:") == 255u);
  for (const auto* line : {"+CMGS:", "+CMGS: x", "+CMGL: 7", ""}) CHECK_FALSE(number_after(line, "+CMGS:"));
  CHECK(error_number("+CME ERROR: 11") == 11);
  CHECK_FALSE(error_number("ERROR"));
}

TEST_CASE("the name of a line tells nothing of what it carries") {
  CHECK(result_name("+CMTI: \"SM\",3") == "+CMTI");
  CHECK(result_name("^SMMEMFULL: \"SM\"") == "^SMMEMFULL");
  CHECK(result_name("") == "");
  CHECK(result_name("+" + std::string(100, 'X')).size() == 24);
}
