#include "domain/sms/reassembly.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace lapor;
using Parts = std::vector<sms::NumberedText>;

TEST_CASE("a text is complete when every number up to the total is there", "[reassembly]") {
  CHECK(sms::complete(Parts{{2, u"b"}, {1, u"a"}}, 2));
  CHECK_FALSE(sms::complete(Parts{{1, u"a"}, {1, u"a"}}, 2));
  CHECK_FALSE(sms::complete(Parts{}, 0));
}

TEST_CASE("parts are joined by their number, in whatever order they came", "[reassembly]") {
  Parts parts{{1, u"jalan "}, {2, u"rusak "}, {3, u"parah"}};
  std::mt19937 die{3};
  for (int i = 0; i < 20; ++i) {
    std::shuffle(parts.begin(), parts.end(), die);
    CHECK(sms::join(parts, 3) == "jalan rusak parah");
  }
}

TEST_CASE("a surrogate pair cut by the sender's phone heals", "[reassembly]") {
  const Parts parts{{1, {u'a', char16_t(0xD83D)}}, {2, {char16_t(0xDE4F), u'b'}}};
  CHECK(sms::join(parts, 2) == "a🙏b");
}

TEST_CASE("of two parts with one number the earlier stays", "[reassembly]") {
  CHECK(sms::join(Parts{{1, u"benar"}, {1, u"palsu"}}, 1) == "benar");
}

TEST_CASE("a gap is marked once, however many parts it lost", "[reassembly]") {
  CHECK(sms::join(Parts{{1, u"a "}, {4, u" d"}}, 4) == "a [bagian hilang] d");
  CHECK(sms::join(Parts{{2, u" b"}}, 3) == "[bagian hilang] b[bagian hilang]");
}

TEST_CASE("a part whose number is out of range is left out", "[reassembly]") {
  CHECK(sms::join(Parts{{0, u"x"}, {1, u"a"}, {9, u"y"}}, 1) == "a");
}
