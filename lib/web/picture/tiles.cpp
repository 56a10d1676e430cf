#include "web/picture/tiles.hpp"

#include <algorithm>

#include "web/picture/bars.hpp"

namespace lapor::web {
namespace {

constexpr std::int64_t side = 60, gap = 4;

Html words_only(const Tile& tile) {
  return html(R"h(<text class="sea" x="{}" y="{}">{}</text>)h", tile.column * side + side / 2,
              tile.row * side + side / 2, tile.label);
}

/// A city has round corners.
Html square(const Tile& tile, std::int64_t band, const std::string& band_words) {
  const auto x = tile.column * side, y = tile.row * side;
  return html(
      R"h(<g><title>{} {}: {}</title>
<rect class="b{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>
<text class="t{}" x="{}" y="{}">{}</text>
<text class="t{} n" x="{}" y="{}">{}</text></g>
)h",
      tile.city ? "Kota" : "Kab.", tile.name, band_words, band, x + gap / 2, y + gap / 2, side - gap,
      side - gap, tile.city ? 18 : 3, band, x + side / 2, y + 27, tile.label, band, x + side / 2, y + 46,
      band_words);
}

}  // namespace

Html tile_map(const std::vector<Tile>& tiles, const TileFigures& figures, std::string_view label) {
  std::int64_t rows = 0, columns = 0;
  bool has_links = false;
  Html drawn;
  for (const auto& tile : tiles) {
    rows = std::max(rows, tile.row + 1);
    columns = std::max(columns, tile.column + 1);
    if (tile.area.empty()) {
      drawn += words_only(tile);
      continue;
    }
    const auto band = figures.band_of(tile.area);
    has_links = has_links || !figures.leads_to(tile.area).empty();
    drawn += leading(square(tile, band, figures.words_of(band)), figures.leads_to(tile.area));
  }
  return html(R"h(<svg class="map" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}</svg>)h", columns * side,
              rows * side, role_of_picture(has_links), label, drawn);
}

}  // namespace lapor::web
