// The public board: figures as lapord counted them, drawn and put in tables.
#pragma once
#include <optional>
#include <string>

#include "web/markup/html.hpp"
#include "web/pages/say.hpp"
#include "web/site.hpp"

namespace lapor::web {

/// The part of the page that is refreshed: everything but its frame. `board` is lapord's answer to
/// "board": {revision, figures}; `lists_of` as in board_sections.hpp.
Html board_figures(const Site& site, const Json& board, const Say& say, std::int64_t days,
                   const std::optional<std::string>& lists_of = std::nullopt);
/// The period that a request asks for with "hari": one of those that lapord counts.
std::int64_t board_days(const Request& request);
/// Links to the same page for each period.
Html period_links(const Say& say, std::string_view page, std::int64_t chosen);
/// The figures as CSV: agencies (as laporctl scorecard prints them), days, weeks, areas, categories or
/// set_aside; "" if there is no such table.
std::string board_csv(const Json& figures, std::string_view table);

// Handlers.
Step board_page(const Visit& visit);
Step board_page_english(const Visit& visit);
Step board_csv_file(const Visit& visit);

}  // namespace lapor::web
