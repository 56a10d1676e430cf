#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "config/fields.hpp"
#include "config/files.hpp"

namespace lapor::config {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<std::chrono::sys_days> read_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)), d = digits(text.substr(8));
  if (!y || !m || !d || *m < 0 || *d < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*y}, std::chrono::month{static_cast<unsigned>(*m)},
                                         std::chrono::day{static_cast<unsigned>(*d)}};
  return date.ok() ? std::optional(std::chrono::sys_days{date}) : std::nullopt;
}

namespace {

/// Accepts TOML's own dates and quoted ones.
std::optional<std::chrono::sys_days> day_of(const Node& table) {
  const auto* node = table.find("date");
  if (!node || (node->kind != Node::Kind::date && node->kind != Node::Kind::text)) return std::nullopt;
  return read_day(node->text);
}

}  // namespace

std::set<std::chrono::sys_days> read_holidays(const std::filesystem::path& file, Report& report) {
  std::set<std::chrono::sys_days> out;
  const auto root = read_document(file, report);
  if (!root) return out;
  Fields all(*root, "", file.string(), report);
  for (const auto* table : all.tables("holiday")) {
    Fields fields(*table, "[[holiday]]", file.string(), report);
    const auto day = day_of(*table);
    fields.get("date", table->find("date") ? table->find("date")->kind : Node::Kind::date);
    if (!day) fields.error(fields.line("date"), "date", "is no date; write one such as 2026-08-17");
    fields.needed_text("name");
    const auto kind = fields.needed_text("kind");
    if (!kind.empty() && kind != "national" && kind != "joint_leave" && kind != "regional")
      fields.error(fields.line("kind"), "kind",
                   fmt::format("\"{}\" is unknown; write national, joint_leave or regional", kind));
    fields.truth("estimate", false);
    fields.finish();
    if (day) out.insert(*day);
  }
  all.finish();
  return out;
}

}  // namespace lapor::config
