#include "control/csv.hpp"

#include "support/catch.hpp"

using namespace lapor::control;

TEST_CASE("a cell is quoted only where it must be", "[csv]") {
  CHECK(csv_cell("jalan") == "jalan");
  CHECK(csv_cell("") == "");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("kata \"lubang\"") == "\"kata \"\"lubang\"\"\"");
  CHECK(csv_cell("dua\nbaris") == "\"dua\nbaris\"");
}

TEST_CASE("what a spreadsheet would take for a formula is made a text", "[csv]") {
  CHECK(csv_cell("=1+1") == "'=1+1");
  CHECK(csv_cell("+628110000101") == "'+628110000101");
  CHECK(csv_cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(csv_cell("-2+3") == "'-2+3");
  CHECK(csv_cell("\tx") == "'\tx");
  CHECK(csv_cell("\r=x") == "\"'\r=x\"");
  CHECK(csv_cell("=HYPERLINK(\"x\",1)") == "\"'=HYPERLINK(\"\"x\"\",1)\"");
  CHECK(csv_cell("-5") == "-5");
  CHECK(csv_cell("4.25") == "4.25");
}

TEST_CASE("a row ends with CR LF", "[csv]") { CHECK(csv_row({"a", "b,c", ""}) == "a,\"b,c\",\r\n"); }

TEST_CASE("an object becomes a row of its names or of its values", "[csv]") {
  const auto object = Json::object({{"a", "x,y"}, {"b", nullptr}, {"c", 2}});
  CHECK(csv_names(object) == "a,b,c\r\n");
  CHECK(csv_values(object) == "\"x,y\",,2\r\n");
}
