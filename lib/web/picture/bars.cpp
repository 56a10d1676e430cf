#include "web/picture/bars.hpp"

#include <algorithm>

namespace lapor::web {
namespace {

constexpr std::int64_t width = 1000, column_height = 100;

bool leads_somewhere(const std::vector<Part>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return !part.leads_to.empty(); });
}

}  // namespace

std::string_view role_of_picture(bool has_links) { return has_links ? "group" : "img"; }

std::int64_t round_up(std::int64_t value) {
  std::int64_t power = 1;
  while (power * 10 <= value) power *= 10;
  for (const std::int64_t times : {1, 2, 5, 10})
    if (power * times >= value) return power * times;
  return power * 10;
}

Html stacked_bar(const std::vector<Part>& parts, std::int64_t whole, std::string_view label) {
  Html drawn;
  std::int64_t at = 0, sum = 0;
  for (const auto& part : parts) {
    sum += std::max<std::int64_t>(0, part.value);
    const auto end = whole <= 0 ? 0 : std::min(width, sum * width / whole);
    if (end > at)
      drawn += leading(
          html(R"h(<rect class="{}" x="{}" y="0" width="{}" height="10"/>)h", part.colour, at, end - at),
          part.leads_to);
    at = end;
  }
  return html(
      R"h(<svg class="bar" viewBox="0 0 {} 10" preserveAspectRatio="none" role="{}"
 aria-label="{}">{}</svg>)h",
      width, role_of_picture(leads_somewhere(parts)), label, drawn);
}

Html leading(const Html& shape, std::string_view leads_to) {
  if (leads_to.empty()) return shape;
  return html(R"h(<a href="{}" tabindex="-1" aria-hidden="true">{}</a>)h", leads_to, shape);
}

Html columns(const std::vector<Part>& values, std::string_view label) {
  const auto n = static_cast<std::int64_t>(std::max<std::size_t>(1, values.size()));
  std::int64_t highest = 0;
  for (const auto& column : values) highest = std::max(highest, column.value);
  const auto top = round_up(std::max<std::int64_t>(1, highest));
  Html drawn;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto x = static_cast<std::int64_t>(i) * width / n,
               next = (static_cast<std::int64_t>(i) + 1) * width / n;
    const auto height = std::max<std::int64_t>(0, values[i].value) * column_height / top;
    const auto gap = std::max<std::int64_t>(1, (next - x) / 6);
    if (height > 0)
      drawn += leading(html(R"h(<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>)h", values[i].colour,
                            x, column_height - height, std::max<std::int64_t>(1, next - x - gap), height),
                       values[i].leads_to);
  }
  return html(
      R"h(<svg class="columns" viewBox="0 0 {} {}" preserveAspectRatio="none" role="{}" aria-label="{}">
{}<path class="axis" d="M0 100H1000"/></svg>)h",
      width, column_height, role_of_picture(leads_somewhere(values)), label, drawn);
}

}  // namespace lapor::web
