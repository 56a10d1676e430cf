#include "domain/ticket/number.hpp"

#include <random>
#include <utility>

#include "support/catch.hpp"

using namespace lapor;

TEST_CASE("numbers carry the check digit of Damm's table", "[ticket]") {
  CHECK(ticket::number(TicketId{123456}) == "1234566");
  CHECK(ticket::number(TicketId{654321}) == "6543213");
  CHECK(ticket::number(TicketId{100234}) == "1002349");
  CHECK(ticket::number(ticket::first_id) == "1000015");
  CHECK(ticket::number(TicketId{99999999}).size() == 9);
}

TEST_CASE("only a number with a good check digit has a serial", "[ticket]") {
  CHECK(ticket::id_of("1234566") == TicketId{123456});
  CHECK(ticket::id_of("1234567") == TicketId{});
  CHECK(ticket::id_of("") == TicketId{});
  CHECK(ticket::id_of("12345a6") == TicketId{});
  CHECK(ticket::id_of("572") == TicketId{});
  CHECK(ticket::id_of("0000000") == TicketId{});         // good check digit, but no serial of ours
  CHECK(ticket::id_of("12345664567890") == TicketId{});  // a phone number
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
    const auto good =
        ticket::number(TicketId{ticket::first_id.value + static_cast<std::int64_t>(die() % 99000000)});
    REQUIRE(ticket::id_of(good) != TicketId{});
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (char d = '0'; d <= '9'; ++d) {
        auto slip = good;
        slip[i] = d;
        if (slip != good) REQUIRE(ticket::id_of(slip) == TicketId{});
      }
      if (i + 1 == good.size() || good[i] == good[i + 1]) continue;
      auto swapped = good;
      std::swap(swapped[i], swapped[i + 1]);
      REQUIRE(ticket::id_of(swapped) == TicketId{});
    }
  }
}
