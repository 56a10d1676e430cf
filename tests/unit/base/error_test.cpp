// Results and preconditions.
#include "base/error.hpp"

#include "base/expect.hpp"
#include "support/catch.hpp"

using namespace lapor;

TEST_CASE("a result without a value is done or an error", "[base]") {
  const Result<void> done;
  CHECK(done);
  const Result<void> failed(Error{Errc::conflict, "taken"});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == Errc::conflict);
  CHECK(failed.error().context == "taken");
}

TEST_CASE("a broken precondition says which one, and where", "[base]") {
  const int parts = 3;
  LAPOR_EXPECT(parts == 3);
  try {
    LAPOR_EXPECT(parts < 3);
    FAIL("it was not noticed");
  } catch (const PreconditionBroken& broken) {
    const std::string what = broken.what();
    CHECK(what.find("parts < 3") != std::string::npos);
    CHECK(what.find("error_test.cpp:") != std::string::npos);
  }
}
