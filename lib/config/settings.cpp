#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "config/did_you_mean.hpp"
#include "config/files.hpp"
#include "config/keys.hpp"

namespace lapor::config {
namespace {

std::string heading(const Section& section) {
  return section.many ? fmt::format("[[{}]]", section.name) : fmt::format("[{}]", section.name);
}

std::vector<std::string_view> names_of(std::string_view section) {
  std::vector<std::string_view> out;
  for (const auto& key : keys())
    if (key.section == section) out.push_back(key.name);
  return out;
}

/// Reads the default of a key as if the operator had written it.
Node standard(const Key& key) {
  Report none;
  const auto document = parse_document(fmt::format("x = {}", key.standard), "default", none);
  if (!document) throw std::logic_error(fmt::format("the default of {} is no TOML", key.name));
  return document->entries.front().value;
}

/// A key of a later version is an error only if it is present.
void read_key(const Key& key, const Node* node, unsigned line, const std::string& where, Draft& draft,
              Report& report) {
  const auto say = [&](std::string_view what) {
    report.error(draft.file.string(), line, fmt::format("{} {}: {}", where, key.name, what));
  };
  if (!node && key.type == Type::later) return;
  if (!node && key.standard.empty()) return say(fmt::format("is missing; write {}", form(key.type)));
  const auto value = read_value(key, node ? *node : standard(key), draft);
  if (!value) return say(value.error().context);
  key.set(draft, *value);
}

void read_table(const Section& section, const Node& table, Draft& draft, Report& report) {
  const auto where = heading(section);
  for (const auto& key : keys()) {
    if (key.section != section.name) continue;
    const auto* node = table.find(key.name);
    const auto line = node && node->line ? node->line : table.line;
    if (!section.many) draft.lines[fmt::format("{}.{}", section.name, key.name)] = line;
    read_key(key, node, line, where, draft, report);
  }
  const auto known = names_of(section.name);
  for (const auto& [name, value] : table.entries) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    report.error(draft.file.string(), value.line,
                 fmt::format("{} {}: unknown key{}", where, name, suggestion(name, known)));
  }
}

/// Adds an empty [[modem]] or [[escalation]], which the keys then fill.
void append(const Section& section, unsigned line, Draft& draft) {
  if (section.name == "modem") draft.modems.emplace_back().line = line;
  if (section.name == "smpp") {
    draft.modems.emplace_back().line = line;
    draft.modems.back().modem.line.emplace();
  }
  if (section.name == "summary") draft.rules.summaries.emplace_back();
  if (section.name == "escalation") draft.rules.escalation.emplace_back(), draft.step_lines.push_back(line);
}

void read_section(const Section& section, const Node* node, Draft& draft, Report& report) {
  static const Node absent = [] {
    Node table;
    table.kind = Node::Kind::table;
    return table;
  }();
  if (!section.many) {
    if (node && node->kind != Node::Kind::table)
      return report.error(draft.file.string(), node->line,
                          fmt::format("{}: write it as a table {}", section.name, heading(section)));
    return read_table(section, node ? *node : absent, draft, report);
  }
  if (!node) return;
  const auto tables = node->kind == Node::Kind::list &&
                      std::all_of(node->items.begin(), node->items.end(),
                                  [](const Node& item) { return item.kind == Node::Kind::table; });
  if (!tables)
    return report.error(draft.file.string(), node->line,
                        fmt::format("{}: write each as a table {}", section.name, heading(section)));
  for (const auto& item : node->items) {
    append(section, item.line, draft);
    read_table(section, item, draft, report);
  }
}

}  // namespace

void read_settings(const Node& root, Draft& draft, Report& report) {
  std::vector<std::string_view> known;
  for (const auto& section : sections()) {
    known.push_back(section.name);
    read_section(section, root.find(section.name), draft, report);
  }
  for (const auto& [name, value] : root.entries) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    report.error(draft.file.string(), value.line,
                 fmt::format("[{}]: unknown section{}", name, suggestion(name, known)));
  }
}

}  // namespace lapor::config
