// Tests of the target of a request: path and query.
#include "web/http/target.hpp"

#include "support/catch.hpp"
#include "support/odd_texts.hpp"

using namespace lapor::web;

TEST_CASE("a path is decoded once and its query read", "[web]") {
  const auto target = read_target("/c%65k?no=100+001%2B5&hp=");
  REQUIRE(target);
  CHECK(target->path == "/cek");
  CHECK(target->query["no"] == "100 001+5");
  CHECK(target->query["hp"].empty());
  CHECK(target->query["none"].empty());
}

TEST_CASE("a target that a proxy could read as another is refused", "[web]") {
  for (const auto* bad :
       {"",       "cek",    "http://x/", "*",      "//",      "/a//b",    "/../x",     "/a/..",
        "/a/./b", "/a%2Fb", "/a%2fb",    "/a%5cb", "/a%00b",  "/a%252Fb", "/a%",       "/a%1",
        "/a%zz",  "/a b",   "/a\\b",     "/a\x80", "/%C3%A9", "/a?x=%",   "/a?x=1&x=2"}) {
    INFO(bad);
    CHECK_FALSE(read_target(bad));
  }
  CHECK(read_target("/en/"));
  CHECK(read_target("/"));
}

TEST_CASE("a form is bounded, and its values are text", "[web]") {
  std::string many;
  for (int i = 0; i < 101; ++i) many += "a" + std::to_string(i) + "=1&";
  CHECK_FALSE(read_fields(many));
  CHECK_FALSE(read_fields(std::string(65, 'n') + "=1"));
  CHECK((*read_fields("text=%ff%00ok"))["text"] == "\xEF\xBF\xBDok");
}

TEST_CASE("any bytes are a target or none, and never more", "[web]") {
  lapor::test::Random random{7};
  for (int i = 0; i < 20000; ++i) {
    const auto target = read_target("/" + lapor::test::noise(random, 40));
    if (!target) continue;
    CHECK(target->path.front() == '/');
    CHECK(target->path.find("..") == std::string::npos);
    for (const char c : target->path) CHECK((c > 0x20 && c < 0x7f));
  }
}
