// The tile map: each regency and city a square, coloured and numbered by the band of its reports.
#pragma once
#include <functional>

#include "web/markup/html.hpp"
#include "web/site.hpp"

namespace lapor::web {

struct TileFigures {
  std::function<std::int64_t(const std::string& area)> band_of;  ///< from 0
  std::function<std::string(std::int64_t band)> words_of;        ///< "5–14"
  std::function<std::string(const std::string& area)> leads_to;  ///< an address; "": nowhere
};
Html tile_map(const std::vector<Tile>& tiles, const TileFigures& figures, std::string_view label);

}  // namespace lapor::web
