// Texts for people, at most 80 columns wide, made of values of JSON. Pure. What a stranger wrote is
// escaped, so that it can't steer the terminal.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "control/json.hpp"

namespace lapor::laporctl {

using Row = std::vector<std::string>;
inline constexpr std::size_t line_width = 80;

/// A value as one escaped word or phrase; "-" for null, for an empty text and an empty list.
std::string plain(const control::Json& value);
/// "55%"
std::string percent(const control::Json& value);
/// Seconds as "5m", "3.2h" or "4d".
std::string rough_time(const control::Json& seconds);
/// The members of an object as "queued 1, sent 2".
std::string figures(const control::Json& object);

/// `text` with two dots at its end where it has more than `limit` characters.
std::string cut(const std::string& text, std::size_t limit);
/// Columns as wide as their widest cell; the last one gets what is left of the line, and is cut.
std::string table(const Row& head, std::vector<Row> rows, std::size_t width = line_width,
                  std::size_t gap = 2);
/// A long text over as many lines as it needs, broken at blanks; each begins with `indent`.
std::string wrapped(const std::string& text, std::string_view indent);

}  // namespace lapor::laporctl
