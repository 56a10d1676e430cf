#include "control/csv.hpp"

#include "support/catch.hpp"

using namespace lapor::control;

TEST_CASE("a cell is always quoted", "[csv]") {
  CHECK(csv_cell("jalan") == "\"jalan\"");
  CHECK(csv_cell("") == "\"\"");
  CHECK(csv_cell("a;b,c") == "\"a;b,c\"");
  CHECK(csv_cell("kata \"lubang\"") == "\"kata \"\"lubang\"\"\"");
  CHECK(csv_cell("dua\nbaris") == "\"dua\nbaris\"");
}

TEST_CASE("what a spreadsheet would take for a formula is made a text", "[csv]") {
  CHECK(csv_cell("=1+1") == "\"'=1+1\"");
  CHECK(csv_cell("+628110000101") == "\"'+628110000101\"");
  CHECK(csv_cell("@SUM(A1)") == "\"'@SUM(A1)\"");
  CHECK(csv_cell("-2+3") == "\"'-2+3\"");
  CHECK(csv_cell("\t=x") == "\"' =x\"");
  CHECK(csv_cell("\r=x") == "\"' =x\"");
  CHECK(csv_cell("\uFF1D1+1") == "\"'\uFF1D1+1\"");
  CHECK(csv_cell("=HYPERLINK(\"x\",1)") == "\"'=HYPERLINK(\"\"x\"\",1)\"");
  CHECK(csv_cell("-5") == "\"-5\"");
  CHECK(csv_cell("4.25") == "\"4.25\"");
}

TEST_CASE("a formula is guarded behind whatever a spreadsheet may cut at", "[csv]") {
  CHECK(csv_cell("lubang besar;=1+1;=HYPERLINK(A1) depan pasar") ==
        "\"lubang besar;'=1+1;'=HYPERLINK(A1) depan pasar\"");
  CHECK(csv_cell("a,=1") == "\"a,'=1\"");
  CHECK(csv_cell("a|@x") == "\"a|'@x\"");
  CHECK(csv_cell("a\n=1") == "\"a\n'=1\"");
  CHECK(csv_cell("a; =1") == "\"a;' =1\"");
  CHECK(csv_cell("-7.005,110.438") == "\"-7.005,110.438\"");
  CHECK(csv_cell("1=1; b") == "\"1=1; b\"");
}

TEST_CASE("nothing in a cell controls a terminal or turns the words around", "[csv]") {
  CHECK(csv_cell("\x1B[2J\x07 a\u009B\u202E\u200Bb") == "\"[2J ab\"");
  CHECK(csv_cell("\u200B=1+1") == "\"'=1+1\"");
}

TEST_CASE("a row is parted by semicolons and ends with CR LF", "[csv]") {
  CHECK(csv_row({"a", "b,c", ""}) == "\"a\";\"b,c\";\"\"\r\n");
}

TEST_CASE("an object becomes a row of its names or of its values", "[csv]") {
  const auto object = Json::object({{"a", "x,y"}, {"b", nullptr}, {"c", 2}});
  CHECK(csv_names(object) == "\"a\";\"b\";\"c\"\r\n");
  CHECK(csv_values(object) == "\"x,y\";\"\";\"2\"\r\n");
}
