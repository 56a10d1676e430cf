#include "config/did_you_mean.hpp"

#include "support/catch.hpp"

using namespace lapor::config;

TEST_CASE("the nearest word is found where one is near", "[config]") {
  CHECK(did_you_mean("nmae", {"name", "socket"}) == "name");
  CHECK_FALSE(did_you_mean("colour", {"name", "socket"}));
  CHECK_FALSE(did_you_mean("colour", {}));
  CHECK(suggestion("x", {"name", "socket"}) == "; known here: name, socket");
  CHECK(suggestion("x", {}).empty());
}
