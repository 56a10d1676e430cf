// Pictures of figures: a bar is as long as its share, also for zero and negative figures.
#include "web/picture/bars.hpp"

#include "support/catch.hpp"
#include "web/picture/tiles.hpp"

using namespace lapor::web;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a bar is as long as its share, whatever is counted", "[web]") {
  CHECK(has(stacked_bar({{5, "good"}}, 10, "x").text(), "width=\"500\""));
  CHECK_FALSE(has(stacked_bar({{5, "good"}}, 0, "x").text(), "<rect"));
  CHECK(has(stacked_bar({{50, "good"}}, 10, "x").text(), "width=\"1000\""));
  CHECK_FALSE(has(stacked_bar({{-5, "good"}}, 10, "x").text(), "<rect"));
}

TEST_CASE("columns end at a round number", "[web]") {
  CHECK(round_up(0) == 1);
  CHECK(round_up(3) == 5);
  CHECK(round_up(50) == 50);
  CHECK(round_up(51) == 100);
  CHECK(has(columns({}, "x").text(), "<svg"));
  CHECK(has(columns({{5, "plain"}, {10, "plain"}}, "x").text(), "y=\"50\""));
  CHECK(has(columns({{5, "plain"}, {10, "plain"}}, "x").text(), "y=\"0\""));
}

TEST_CASE("a tile stands in its row and column, with its band in words", "[web]") {
  const std::vector<Tile> tiles{{"33.16", 1, 2, "BLA", "Blora", false}, {"", 0, 0, "Laut", "Laut", false}};
  const TileFigures figures{[](const std::string&) { return std::int64_t{3}; },
                            [](std::int64_t) { return std::string("15–29"); },
                            [](const std::string& area) { return "/daftar?wilayah=" + area; }};
  const auto map = tile_map(tiles, figures, "Peta").text();
  CHECK(has(map, "<a href=\"/daftar?wilayah=33.16\" tabindex=\"-1\""));
  CHECK(has(map, "viewBox=\"0 0 180 120\""));
  CHECK(has(map, "class=\"b3\" x=\"122\" y=\"62\""));
  CHECK(has(map, "Kab. Blora: 15–29"));
  CHECK(has(map, ">Laut</text>"));
}

TEST_CASE("a part of a picture leads to its list, and without one is no link", "[web]") {
  const auto bar = stacked_bar({{5, "good", "/daftar?a=1&b=2"}, {5, "late"}}, 10, "x").text();
  CHECK(
      has(bar, "<a href=\"/daftar?a=1&amp;b=2\" tabindex=\"-1\" aria-hidden=\"true\"><rect class=\"good\""));
  CHECK(bar.find("<a ") == bar.rfind("<a "));
  CHECK(has(bar, "role=\"group\""));
  CHECK(has(stacked_bar({{5, "good"}}, 10, "x").text(), "role=\"img\""));
}
