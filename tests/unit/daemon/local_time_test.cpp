#include "laporctl/local_time.hpp"

#include "support/catch.hpp"

using namespace lapor;
using control::Json;
using laporctl::LocalTime;

TEST_CASE("people read times on the gateway's wall clock, whose zone the heading names", "[laporctl]") {
  const LocalTime jakarta("Asia/Jakarta");
  CHECK(jakarta.minute(Json("2026-03-03T18:30:00Z")) == "2026-03-04 01:30");
  CHECK(jakarta.heading("CREATED") == "CREATED (WIB)");
  CHECK(LocalTime("Asia/Jayapura").minute(Json("2026-12-31T16:00:00Z")) == "2027-01-01 01:00");
}

TEST_CASE("without a zone, or with one that isn't known here, times are in UTC", "[laporctl]") {
  for (const auto* zone : {"", "Bulan/Purnama"}) {
    CHECK(LocalTime(zone).minute(Json("2026-03-03T18:30:00Z")) == "2026-03-03 18:30");
    CHECK(LocalTime(zone).heading("AT") == "AT (UTC)");
  }
}

TEST_CASE("what is no instant is shown as it is", "[laporctl]") {
  const LocalTime time("Asia/Jakarta");
  CHECK(time.minute(Json()) == "-");
  CHECK(time.minute(Json("2026-13-03T18:30:00Z")) == "2026-13-03T18:30:00Z");
  CHECK(time.minute(Json("yesterday")) == "yesterday");
  CHECK(time.minute(Json("\x1b[2J")) != "\x1b[2J");
}
