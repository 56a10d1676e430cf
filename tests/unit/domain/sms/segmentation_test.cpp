#include "domain/sms/segmentation.hpp"

#include <random>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "domain/sms/reassembly.hpp"
#include "support/catch.hpp"

using namespace lapor;

namespace {

std::string joined(const std::vector<sms::OutboundSegment>& segments) {
  std::string out;
  for (const auto& s : segments) out += s.text;
  return out;
}

std::size_t length(const sms::OutboundSegment& s) {
  return s.coding == sms::Coding::gsm7 ? sms::septets(s.text).value() : utf8::to_utf16(s.text).size();
}

}  // namespace

TEST_CASE("160 septets fit alone and 161 take two parts", "[segment]") {
  CHECK(sms::segment_count("") == 1);
  CHECK(sms::segment_count(std::string(160, 'a')) == 1);
  CHECK(sms::segment_count(std::string(161, 'a')) == 2);
  CHECK(sms::segment_count(std::string(306, 'a')) == 2);
  CHECK(sms::segment_count(std::string(307, 'a')) == 3);
  CHECK(sms::segment(std::string(160, 'a'), 7).front().udh.empty());
}

TEST_CASE("70 units fit alone and 71 take two parts", "[segment]") {
  const auto javanese = [](std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += "ꦗ";
    return out;
  };
  CHECK(sms::segment_count(javanese(70)) == 1);
  CHECK(sms::segment_count(javanese(71)) == 2);
  CHECK(sms::segment_count(javanese(134)) == 2);
  CHECK(sms::segment_count(javanese(135)) == 3);
  CHECK(sms::segment(javanese(3), 0).front().coding == sms::Coding::ucs2);
}

TEST_CASE("an extension character is never cut in two", "[segment]") {
  const auto text = std::string(152, 'a') + "€" + std::string(20, 'b');
  const auto segments = sms::segment(text, 1);
  REQUIRE(segments.size() == 2);
  CHECK(segments[0].text == std::string(152, 'a'));
  CHECK(segments[1].text.starts_with("€"));
}

TEST_CASE("a surrogate pair is never cut in two", "[segment]") {
  std::string text(66, 'a');
  text += "🙏" + std::string(20, 'b');
  const auto segments = sms::segment(text, 1);
  REQUIRE(segments.size() == 2);
  CHECK(segments[0].text == std::string(66, 'a'));
  CHECK(segments[1].text.starts_with("🙏"));
}

TEST_CASE("every part carries the reference, the total and its number", "[segment]") {
  const auto segments = sms::segment(std::string(400, 'a'), 0xA5);
  REQUIRE(segments.size() == 3);
  for (unsigned i = 0; i < 3; ++i) CHECK(sms::concat_of(segments[i].udh) == sms::Concat{0xA5, 8, 3, i + 1});
}

TEST_CASE("no text makes more parts than can be counted", "[segment]") {
  CHECK(sms::segment_count(std::string(50000, 'a')) == 255);
}

TEST_CASE("what is cut and joined again is the same text, and each part fits", "[segment]") {
  std::mt19937 die{33};
  const std::vector<std::string> letters{"a", "é", "€", "[", "ꦗ", "🙏", " "};
  for (int round = 0; round < 400; ++round) {
    const auto kinds = die() % 2 ? 4u : 7u;
    std::string text;
    for (auto n = die() % 500; n > 0; --n) text += letters[die() % kinds];
    const auto segments = sms::segment(text, 9);
    REQUIRE(joined(segments) == text);
    REQUIRE(sms::segment_count(text) == segments.size());
    const auto room = segments.size() > 1 ? (segments[0].coding == sms::Coding::gsm7 ? 153u : 67u)
                                          : (segments[0].coding == sms::Coding::gsm7 ? 160u : 70u);
    std::vector<sms::Piece> parts;
    for (const auto& s : segments) {
      REQUIRE(length(s) <= room);
      parts.push_back({static_cast<unsigned>(parts.size() + 1), utf8::to_utf16(s.text), {}, {}});
    }
    REQUIRE(sms::join(parts, {static_cast<unsigned>(parts.size()), 255}) == text);
  }
}
