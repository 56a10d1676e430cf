// The board's figures for who works with them: each leads to the list of the reports behind it.
#include <optional>
#include <string>

#include "web/pages/board.hpp"
#include "web/pages/desk_frame.hpp"

namespace lapor::web {
namespace {

/// An agency sees lists of its own reports alone; an operator sees none.
std::optional<std::string> lists_of(const Desk& desk) {
  if (desk.role == "operator") return std::nullopt;
  return desk.role == "agency" ? desk.agency : std::string{};
}

}  // namespace

Step desk_figures_page(const Visit& visit) {
  return with_desk(visit, [site = visit.site, days = board_days(visit.request)](const Desk& desk) {
    return ask_as(site, desk, control::request("board", {{"days", days}}),
                  [site, desk, days](const Json& board) -> Step {
                    return desk_page(*site, desk, "Angka",
                                     html(R"h(<h1>Angka</h1>{}<div id="board">{}</div>)h",
                                          period_links({}, "/meja/angka", days),
                                          board_figures(*site, board, {}, days, lists_of(desk))));
                  });
  });
}

}  // namespace lapor::web
