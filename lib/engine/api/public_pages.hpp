// The configuration of the pages that lapord-web shows. The engine doesn't use it; it travels with
// the rules so that a reload swaps it, too.
#pragma once
#include <string>
#include <vector>

#include "base/time.hpp"

namespace lapor::engine {

/// A square of the tile map: one regency or city, without its shape.
struct MapTile {
  std::string area;  ///< "33.16"; empty: only words for orientation
  unsigned row = 0, column = 0;
  std::string label;  ///< at most 4 letters: "BLA"
  std::string name;
  bool city = false;
};

struct PublicPages {
  std::string listen;  ///< "127.0.0.1:8311", "unix:/path"; empty: only a socket that systemd hands over
  bool behind_proxy = false;       ///< X-Forwarded-For is believed, and another address than loopback allowed
  std::vector<std::string> hosts;  ///< further names under which the pages are asked for, such as the proxy's
  bool public_text = false;        ///< a report's words may be shown, redacted
  std::vector<MapTile> map;
  Instant changed{};  ///< the newest change of the files that name agencies, categories and areas
};

}  // namespace lapor::engine
