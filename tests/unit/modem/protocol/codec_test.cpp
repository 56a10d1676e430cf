#include "modem/protocol/codec.hpp"

#include <random>

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

namespace sample {

struct Empty {};
struct Full {
  std::uint32_t number = 0;
  std::optional<std::string> text;
  std::vector<sms::StorageSlot> slots;
  engine::UssdCoding coding = engine::UssdCoding::ucs2;
};
template <class A>
void fields(A&, Empty&) {}
template <class A>
void fields(A& a, Full& v) {
  a(v.number, v.text, v.slots, v.coding);
}
using Any = std::variant<Empty, Full>;

}  // namespace sample

namespace {

std::string packet() {
  return codec::encode(
      1, sample::Any{sample::Full{7, "teks", {{"SM", 1}, {"ME", 2}}, engine::UssdCoding::packed}});
}

}  // namespace

TEST_CASE("a value comes back as it went", "[codec]") {
  const auto back = codec::decode<sample::Any>(1, packet());
  REQUIRE(back);
  const auto& full = std::get<sample::Full>(*back);
  CHECK(full.number == 7);
  CHECK(full.text == "teks");
  CHECK(full.slots == std::vector<sms::StorageSlot>{{"SM", 1}, {"ME", 2}});
  CHECK(full.coding == engine::UssdCoding::packed);
}

TEST_CASE("another version, a cut and a surplus byte are refused", "[codec]") {
  const auto whole = packet();
  CHECK_FALSE(codec::decode<sample::Any>(2, whole));
  for (std::size_t n = 0; n < whole.size(); ++n)
    CHECK_FALSE(codec::decode<sample::Any>(1, whole.substr(0, n)));
  CHECK_FALSE(codec::decode<sample::Any>(1, whole + '\0'));
}

TEST_CASE("an impossible count is refused without making room for it", "[codec]") {
  auto bytes = packet();
  const auto count_of_slots = 2 + 4 + 1 + 4 + 4;  // header, number, there, length, "teks"
  bytes.replace(count_of_slots, 4, std::string("\xff\xff\xff\xff", 4));
  CHECK_FALSE(codec::decode<sample::Any>(1, bytes));
}

TEST_CASE("packets that are damaged in any way are read or refused, and never more", "[codec]") {
  std::mt19937 luck(20260303);
  const auto whole = packet();
  for (int n = 0; n < 20'000; ++n) {
    auto bytes = whole;
    for (auto hits = luck() % 4 + 1; hits > 0; --hits)
      bytes[luck() % bytes.size()] = static_cast<char>(luck());
    const auto back = codec::decode<sample::Any>(1, bytes);
    if (back) CHECK(codec::encode(1, *back) == bytes);  // one value has one encoding
  }
}
