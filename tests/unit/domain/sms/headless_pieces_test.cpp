#include "domain/sms/headless_pieces.hpp"

#include <string>

#include "support/catch.hpp"

using lapor::sms::fills_a_segment;

TEST_CASE("B13: a text fills an SMS if hardly a character more had room in it", "[sms]") {
  for (const std::size_t n : {152u, 153u, 160u}) CHECK(fills_a_segment(std::string(n, 'a')));
  for (const std::size_t n : {0u, 71u, 151u, 161u}) CHECK_FALSE(fills_a_segment(std::string(n, 'a')));
  std::string euros;
  for (int n = 0; n < 80; ++n) euros += "\u20ac";
  CHECK(fills_a_segment(euros));  // two septets each
  std::string letters;
  for (int n = 0; n < 67; ++n) letters += "\u0431";
  CHECK(fills_a_segment(letters));
  CHECK_FALSE(fills_a_segment(letters + letters));
}
