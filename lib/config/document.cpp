#include "config/document.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "config/file_text.hpp"
#include "config/nesting.hpp"

namespace lapor::config {
namespace {

constexpr std::size_t largest_file = 4 << 20;

Node convert(const toml::node& source);

void convert_table(const toml::table& table, Node& out) {
  for (const auto& [key, value] : table) out.entries.push_back({std::string(key.str()), convert(value)});
  // The library sorts by key; people read by line.
  std::stable_sort(out.entries.begin(), out.entries.end(),
                   [](const Entry& a, const Entry& b) { return a.value.line < b.value.line; });
}

Node convert(const toml::node& source) {
  Node out;
  out.line = static_cast<unsigned>(source.source().begin.line);
  if (const auto* text = source.as_string()) {
    out.kind = Node::Kind::text, out.text = text->get();
  } else if (const auto* number = source.as_integer()) {
    out.kind = Node::Kind::number, out.number = number->get(), out.real = static_cast<double>(out.number);
  } else if (const auto* real = source.as_floating_point()) {
    out.kind = Node::Kind::real, out.real = real->get();
  } else if (const auto* truth = source.as_boolean()) {
    out.kind = Node::Kind::truth, out.truth = truth->get();
  } else if (const auto* date = source.as_date()) {
    const auto d = date->get();
    out.kind = Node::Kind::date, out.text = fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
  } else if (const auto* list = source.as_array()) {
    out.kind = Node::Kind::list;
    for (const auto& item : *list) out.items.push_back(convert(item));
    if (!out.items.empty() && out.line == 0) out.line = out.items.front().line;
  } else if (const auto* table = source.as_table()) {
    out.kind = Node::Kind::table;
    convert_table(*table, out);
  }
  return out;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto at = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
  return at == entries.end() ? nullptr : &at->value;
}

std::string_view article(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::text:
      return "a text";
    case Node::Kind::number:
      return "a whole number";
    case Node::Kind::real:
      return "a number";
    case Node::Kind::truth:
      return "true or false";
    case Node::Kind::date:
      return "a date";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::table:
      return "a table";
    case Node::Kind::other:
      break;
  }
  return "something else";
}

std::optional<Node> parse_document(std::string_view text, const std::string& name, Report& report) {
  if (const auto deep = too_deep(text)) {
    report.error(name, deep->line, deep->text + "; no configuration is so deep");
    return std::nullopt;
  }
  try {
    const auto table = toml::parse(text, std::string_view(name));
    return convert(table);
  } catch (const toml::parse_error& e) {
    report.error(name, static_cast<unsigned>(e.source().begin.line),
                 fmt::format("not TOML: {}", e.description()));
  } catch (const std::exception& e) {
    report.error(name, 0, fmt::format("not TOML: {}", e.what()));
  }
  return std::nullopt;
}

std::optional<Node> read_document(const std::filesystem::path& file, Report& report) {
  const auto text = read_text(file, largest_file);
  if (text) return parse_document(*text, file.string(), report);
  report.error(file.string(), 0, text.error().context);
  return std::nullopt;
}

}  // namespace lapor::config
