// The parts of the public board. Each is a picture, the table of the same values, and one sentence on how it
// is counted.
#pragma once
#include <optional>
#include <string>

#include "web/markup/html.hpp"
#include "web/pages/say.hpp"
#include "web/site.hpp"

namespace lapor::web {

struct Figures {
  const Site& site;
  const Json& board;  ///< board_figures() of lib/control/board.hpp
  const Say& say;
  std::int64_t days;
  /// On the desk each figure leads to the list behind it: of all agencies (""), or of this one alone.
  /// nullopt on the public board, where figures lead nowhere.
  std::optional<std::string> lists_of = std::nullopt;
};

Html cards_section(const Figures& figures);
Html agencies_section(const Figures& figures);
Html days_section(const Figures& figures);
Html weeks_section(const Figures& figures);
Html contested_section(const Figures& figures);
Html map_section(const Figures& figures);
Html categories_section(const Figures& figures);
Html quarantine_section(const Figures& figures);

}  // namespace lapor::web
