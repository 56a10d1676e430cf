#include "config/nearest.hpp"

#include "support/catch.hpp"

using namespace lapor::config;

TEST_CASE("the nearest word is found where one is near", "[config]") {
  CHECK(nearest("nmae", {"name", "socket"}) == "name");
  CHECK(nearest("colour", {"name", "socket"}).empty());
  CHECK(suggestion("x", {"name", "socket"}) == "; known here: name, socket");
  CHECK(suggestion("x", {}).empty());
}
