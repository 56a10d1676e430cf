#include "domain/ticket/number.hpp"

#include <random>
#include <utility>

#include "support/catch.hpp"

using namespace lapor;

TEST_CASE("numbers carry the check digit of Damm's table", "[ticket]") {
  CHECK(ticket::number(123456) == "1234566");
  CHECK(ticket::number(654321) == "6543213");
  CHECK(ticket::number(100234) == "1002349");
  CHECK(ticket::number(ticket::first_serial) == "1000015");
  CHECK(ticket::number(ticket::last_serial).size() == 9);
}

TEST_CASE("only a number with a good check digit has a serial", "[ticket]") {
  CHECK(ticket::serial("1234566") == 123456);
  CHECK(ticket::serial("1234567") == 0);
  CHECK(ticket::serial("") == 0);
  CHECK(ticket::serial("12345a6") == 0);
  CHECK(ticket::serial("572") == 0);
  CHECK(ticket::serial("0000000") == 0);         // good check digit, but no serial of ours
  CHECK(ticket::serial("12345664567890") == 0);  // a phone number
}

TEST_CASE("seven to nine digits look like a number, whatever their check digit", "[ticket]") {
  CHECK(ticket::looks_like_number("1234567"));
  CHECK(ticket::looks_like_number("123456789"));
  CHECK_FALSE(ticket::looks_like_number("123456"));
  CHECK_FALSE(ticket::looks_like_number("1234567890"));
  CHECK_FALSE(ticket::looks_like_number("12345-7"));
}

TEST_CASE("every slip of one digit and every swap of neighbours is caught", "[ticket]") {
  std::mt19937 die{7};
  for (int round = 0; round < 200; ++round) {
    const auto good = ticket::number(ticket::first_serial + static_cast<std::int64_t>(die() % 99000000));
    REQUIRE(ticket::serial(good) != 0);
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (char d = '0'; d <= '9'; ++d) {
        auto slip = good;
        slip[i] = d;
        if (slip != good) REQUIRE(ticket::serial(slip) == 0);
      }
      if (i + 1 == good.size() || good[i] == good[i + 1]) continue;
      auto swapped = good;
      std::swap(swapped[i], swapped[i + 1]);
      REQUIRE(ticket::serial(swapped) == 0);
    }
  }
}
