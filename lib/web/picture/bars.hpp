// Bars as SVG. A picture has no words of its own but its label: names and figures stand beside it as text, so
// that they grow and wrap with the page. Colours are classes of lapor.css.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web/markup/html.hpp"

namespace lapor::web {

struct Part {
  std::int64_t value = 0;
  std::string_view colour;  ///< a class: "good", "late", "none", "plain"
  std::string leads_to{};   ///< an address; "": nowhere
};

/// One bar, its parts one after the other. As wide as its box when they add up to `whole`. `label` says in
/// words what it shows. What a part leads to is for the mouse alone: the figures beside the picture are links
/// for everybody.
Html stacked_bar(const std::vector<Part>& parts, std::int64_t whole, std::string_view label);

/// Columns side by side, the highest as high as the box. `label` says in words what they show.
Html columns(const std::vector<Part>& values, std::string_view label);

/// A shape that leads somewhere, as above.
Html leading(const Html& shape, std::string_view leads_to);
/// The ARIA role of a picture: "img" hides what is in it, so one with links is a "group".
std::string_view role_of_picture(bool has_links);

/// The next round number from `value` upward, to end an axis at: 1, 2, 5, 10, 20, 50 …
std::int64_t round_up(std::int64_t value);

}  // namespace lapor::web
