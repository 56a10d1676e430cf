#include <fmt/format.h>

#include <optional>

#include "base/time.hpp"
#include "config/fields.hpp"
#include "config/files.hpp"

namespace lapor::config {
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
