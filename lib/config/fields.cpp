#include "config/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/did_you_mean.hpp"

namespace lapor::config {

std::string show(const Fault& fault) {
  if (fault.line == 0) return fmt::format("{}: {}", fault.file, fault.text);
  return fmt::format("{}:{}: {}", fault.file, fault.line, fault.text);
}

Fields::Fields(const Node& table, std::string where, std::string file, Report& report)
    : table_(table), where_(std::move(where)), file_(std::move(file)), report_(report) {}

void Fields::error(unsigned at, std::string_view key, std::string_view what) {
  const auto place = where_.empty() ? std::string(key) : fmt::format("{} {}", where_, key);
  report_.error(file_, at, fmt::format("{}: {}", place, what));
}

unsigned Fields::line(std::string_view key) const {
  const auto* node = table_.find(key);
  return node && node->line ? node->line : table_.line;
}

const Node* Fields::get(std::string_view key, Node::Kind kind) {
  known_.push_back(key);
  const auto* node = table_.find(key);
  if (!node || node->kind == kind) return node;
  error(node->line, key, fmt::format("is {}; write {}", article(node->kind), article(kind)));
  return nullptr;
}

const Node* Fields::need(std::string_view key, Node::Kind kind) {
  if (!table_.find(key)) error(table_.line, key, fmt::format("is missing; write {}", article(kind)));
  return get(key, kind);
}

std::string Fields::text(std::string_view key, std::string_view fallback) {
  const auto* node = get(key, Node::Kind::text);
  return node ? node->text : std::string(fallback);
}

std::string Fields::needed_text(std::string_view key) {
  const auto* node = need(key, Node::Kind::text);
  if (node && node->text.empty()) error(node->line, key, "is empty; write a text");
  return node ? node->text : std::string{};
}

bool Fields::truth(std::string_view key, bool fallback) {
  const auto* node = get(key, Node::Kind::truth);
  return node ? node->truth : fallback;
}

std::optional<std::int64_t> Fields::number(std::string_view key, std::int64_t low, std::int64_t high) {
  const auto* node = get(key, Node::Kind::number);
  if (!node) return std::nullopt;
  if (node->number >= low && node->number <= high) return node->number;
  error(node->line, key, fmt::format("is {}; write a whole number from {} to {}", node->number, low, high));
  return std::nullopt;
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> out;
  const auto* node = get(key, Node::Kind::list);
  if (!node) return out;
  for (const auto& item : node->items) {
    if (item.kind == Node::Kind::text)
      out.push_back(item.text);
    else
      error(item.line, key, fmt::format("holds {}; write texts only: [\"A\", \"B\"]", article(item.kind)));
  }
  return out;
}

std::vector<const Node*> Fields::tables(std::string_view key) {
  std::vector<const Node*> out;
  known_.push_back(key);
  const auto* node = table_.find(key);
  if (!node) return out;
  const auto good = node->kind == Node::Kind::list &&
                    std::all_of(node->items.begin(), node->items.end(),
                                [](const Node& n) { return n.kind == Node::Kind::table; });
  if (!good) {
    error(node->line, key, fmt::format("is no list of tables; write [[{}]]", key));
    return out;
  }
  for (const auto& item : node->items) out.push_back(&item);
  return out;
}

void Fields::finish() {
  for (const auto& [key, value] : table_.entries) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    error(value.line, key, "unknown key" + suggestion(key, known_));
  }
}

}  // namespace lapor::config
