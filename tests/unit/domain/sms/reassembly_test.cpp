#include "domain/sms/reassembly.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace lapor;
using Parts = std::vector<sms::Piece>;

namespace {

sms::Piece piece(unsigned number, std::u16string text, int sent_second = 0) {
  return {number, std::move(text), from_ms(1'000'000 + 1000 * sent_second), {}};
}

std::vector<std::vector<std::size_t>> sorted(const Parts& parts, unsigned total) {
  std::vector<std::vector<std::size_t>> out;
  for (const auto& text : sms::sort_into_texts(parts, total)) out.push_back(text.pieces);
  return out;
}

}  // namespace

TEST_CASE("a text is complete when every number up to the total is there", "[reassembly]") {
  CHECK(sms::complete(Parts{piece(2, u"b"), piece(1, u"a")}, {2, 10}));
  CHECK(sms::complete(Parts{piece(0, u"a"), piece(1, u"b")}, {2, 10}));
  CHECK_FALSE(sms::complete(Parts{piece(1, u"a"), piece(1, u"a")}, {2, 10}));
  CHECK_FALSE(sms::complete(Parts{}, {0, 10}));
}

TEST_CASE("parts are joined by their number, in whatever order they came", "[reassembly]") {
  Parts parts{piece(1, u"jalan "), piece(2, u"rusak "), piece(3, u"parah")};
  std::mt19937 die{3};
  for (int i = 0; i < 20; ++i) {
    std::shuffle(parts.begin(), parts.end(), die);
    CHECK(sms::join(parts, {3, 10}) == "jalan rusak parah");
  }
}

TEST_CASE("a surrogate pair cut by the sender's phone heals", "[reassembly]") {
  const Parts parts{piece(1, {u'a', char16_t(0xD83D)}), piece(2, {char16_t(0xDE4F), u'b'})};
  CHECK(sms::join(parts, {2, 10}) == "a🙏b");
}

TEST_CASE("an escape at the end of a part makes an extension character of the next letter", "[reassembly]") {
  CHECK(sms::join(Parts{piece(1, u"harga \x1B"), piece(2, u"e 5")}, {2, 10}) == "harga € 5");
  auto turkish = piece(2, u"S");
  turkish.alphabet.single = 1;
  CHECK(sms::join(Parts{piece(1, u"\x1B"), turkish}, {2, 10}) == "Ş");
  CHECK(sms::join(Parts{piece(1, u"a\x1B"), piece(2,
                                                  u"\x1B"
                                                  u"b")},
                  {2, 10}) == "a b");
  CHECK(sms::join(Parts{piece(1, u"a\x1B")}, {1, 10}) == "a ");
}

TEST_CASE("a character of UTF-8 that was cut between two parts heals", "[reassembly]") {
  Parts parts{piece(1, u"caf\u00C3"), piece(2, u"\u00A9 Blora")};
  CHECK(sms::join(parts, {2, 10}) == "caf\u00C3\u00A9 Blora");
  for (auto& part : parts) part.octets = true;
  CHECK(sms::join(parts, {2, 10}) == "café Blora");
}

TEST_CASE("of two parts with one number the earlier stays", "[reassembly]") {
  CHECK(sms::join(Parts{piece(1, u"benar"), piece(1, u"palsu")}, {1, 10}) == "benar");
}

TEST_CASE("a gap is marked once, however many parts it lost", "[reassembly]") {
  CHECK(sms::join(Parts{piece(1, u"a "), piece(4, u" d")}, {4, 10}) == "a [bagian hilang] d");
  CHECK(sms::join(Parts{piece(2, u" b")}, {3, 10}) == "[bagian hilang] b[bagian hilang]");
}

TEST_CASE("a text longer than may be is cut, and says so", "[reassembly]") {
  const Parts parts{piece(1, u"a"), piece(2, u"b"), piece(3, u"c")};
  CHECK(sms::complete(std::span(parts).first(2), {3, 2}));
  CHECK(sms::join(parts, {3, 2}) == "ab[terpotong]");
}

TEST_CASE("parts of one number with other words are of another text", "[reassembly]") {
  CHECK(sorted({piece(1, u"a"), piece(1, u"b"), piece(2, u"c")}, 2) ==
        std::vector<std::vector<std::size_t>>{{0, 2}, {1}});
  CHECK(sorted({piece(1, u"a", 0), piece(1, u"b", 20), piece(2, u"c", 21)}, 2) ==
        std::vector<std::vector<std::size_t>>{{0}, {1, 2}});
}

TEST_CASE("a part that was sent twice is counted once", "[reassembly]") {
  const Parts parts{piece(1, u"a", 0), piece(1, u"a", 7)};
  const auto texts = sms::sort_into_texts(parts, 2);
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].repeats == std::vector<std::size_t>{1});
}

TEST_CASE("what comes after its text was taken is told apart", "[reassembly]") {
  const Parts taken{piece(1, u"a"), piece(3, u"c")};
  CHECK(sms::late_piece(piece(1, u"a", 10), taken, {3, 10}) == sms::Late::repeated);
  CHECK(sms::late_piece(piece(2, u"b", 10), taken, {3, 10}) == sms::Late::missing);
  CHECK(sms::late_piece(piece(1, u"x", 10), taken, {3, 10}) == sms::Late::stranger);
  CHECK(sms::late_piece(piece(2, u"b", 900), taken, {3, 10}) == sms::Late::stranger);
  CHECK(sms::late_piece(piece(5, u"e", 10), taken, {6, 3}) == sms::Late::surplus);
  CHECK(sms::late_piece(piece(2, u"b"), Parts{}, {3, 10}) == sms::Late::stranger);
}

TEST_CASE("whatever pieces come, each is of just one text, and no text has a number twice", "[reassembly]") {
  std::mt19937 die{17};
  for (int round = 0; round < 300; ++round) {
    Parts parts;
    for (auto n = die() % 20; n > 0; --n)
      parts.push_back(piece(static_cast<unsigned>(die() % 5),
                            std::u16string(1, static_cast<char16_t>(u'a' + die() % 3)),
                            static_cast<int>(die() % 700)));
    std::size_t seen = 0;
    for (const auto& text : sms::join_halves(sms::sort_into_texts(parts, 4), parts, 4)) {
      seen += text.pieces.size() + text.repeats.size();
      for (const auto a : text.pieces)
        for (const auto b : text.pieces) REQUIRE((a == b || parts[a].number != parts[b].number));
    }
    REQUIRE(seen == parts.size());
  }
}
