#include "control/json.hpp"

#include "support/catch.hpp"

using lapor::control::Json;
using lapor::control::parse_json;

TEST_CASE("JSON comes back as it was written, members in their order", "[control]") {
  const std::string text = R"({"b":1,"a":[null,true,-2,1.5,"é\n"],"c":{}})";
  const auto json = parse_json(text);
  REQUIRE(json);
  CHECK(json->dump() == text);
  CHECK(*(*json)["b"].number() == 1);
  CHECK((*json)["missing"].is_null());
  CHECK((*json)["a"].items().size() == 5);
}

TEST_CASE("what isn't JSON gives nothing, however it is broken", "[control]") {
  for (const auto* text : {"", "{", "{\"a\":1}x", "nope", "{\"a\":\"\xff\"}", "[1,]", "// x\n1"}) {
    INFO(text);
    CHECK_FALSE(parse_json(text));
  }
  CHECK_FALSE(parse_json(std::string(100'000, '[')));
  CHECK(parse_json("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\""));
}

TEST_CASE("malformed UTF-8 never stops an answer", "[control]") {
  CHECK(Json("a\xff").dump() == "\"a\xEF\xBF\xBD\"");
}

TEST_CASE("an unknown value is null", "[control]") {
  CHECK(Json(std::optional<int>{}).is_null());
  CHECK(Json::object({{"x", std::optional<unsigned>{7}}}).dump() == R"({"x":7})");
}

TEST_CASE("a member that is set again keeps its place and has the new value", "[control]") {
  auto json = Json::object({{"a", 1}, {"b", 2}});
  json.set("a", "x");
  json.set("c", nullptr);
  CHECK(json.dump() == R"({"a":"x","b":2,"c":null})");
}
