#include "config/effective.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/keys.hpp"

namespace lapor::config {
namespace {

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

/// Secrets, which are never printed: an operator's screen may be seen by others.
bool secret(const Key& key) { return key.name == "pin"; }

Effective value_of(const Key& key, const Node* node, const std::string& file) {
  Effective out{std::string(key.section), 0, std::string(key.name), {}, {}};
  out.value = node ? write(*node) : std::string(key.standard);
  out.source = node ? fmt::format("{}:{}", file, node->line) : "default";
  if (secret(key) && node && !node->text.empty()) out.value = "\"****\"";
  return out;
}

void add(const Section& section, const Node* table, unsigned index, const std::string& file,
         std::vector<Effective>& out) {
  for (const auto& key : keys()) {
    if (key.section != section.name || key.type == Type::later) continue;
    out.push_back(value_of(key, table ? table->find(key.name) : nullptr, file));
    out.back().index = index;
  }
}

}  // namespace

std::string write(const Node& node) {
  switch (node.kind) {
    case Node::Kind::text:
      return toml_text(node.text);
    case Node::Kind::number:
      return std::to_string(node.number);
    case Node::Kind::real:
      return fmt::format("{}", node.real);
    case Node::Kind::truth:
      return node.truth ? "true" : "false";
    case Node::Kind::date:
      return node.text;
    case Node::Kind::list: {
      std::string out;
      for (const auto& item : node.items) out += (out.empty() ? "" : ", ") + write(item);
      return "[" + out + "]";
    }
    case Node::Kind::table: {
      std::string out;
      for (const auto& [key, value] : node.entries)
        out += (out.empty() ? "" : ", ") + key + " = " + write(value);
      return "{" + out + "}";
    }
    case Node::Kind::other:
      break;
  }
  return "?";
}

std::vector<Effective> effective(const Node& root, const std::string& file) {
  std::vector<Effective> out;
  const auto name = std::filesystem::path(file).filename().string();
  for (const auto& section : sections()) {
    const auto* node = root.find(section.name);
    if (!section.many) {
      add(section, node, 0, name, out);
    } else if (node) {
      for (unsigned n = 0; n < node->items.size(); ++n) add(section, &node->items[n], n + 1, name, out);
    }
  }
  return out;
}

std::string show(const std::vector<Effective>& values) {
  std::string out;
  const Effective* last = nullptr;
  for (const auto& v : values) {
    if (!last || last->section != v.section || last->index != v.index)
      out += (last ? "\n" : "") + fmt::format(fmt::runtime(v.index > 0 ? "[[{}]]\n" : "[{}]\n"), v.section);
    const auto line =
        v.value.empty() ? fmt::format("# {} has no default", v.key) : fmt::format("{} = {}", v.key, v.value);
    out += fmt::format("{:<50} # {}\n", line, v.source);
    last = &v;
  }
  return out;
}

std::vector<std::string> need_restart(const Config& running, const Config& fresh) {
  std::vector<std::string> keys;
  if (running.state_dir != fresh.state_dir) keys.push_back("gateway.state_dir");
  if (running.socket != fresh.socket) keys.push_back("gateway.socket");
  if (running.view_socket != fresh.view_socket) keys.push_back("gateway.view_socket");
  if (running.web_socket != fresh.web_socket) keys.push_back("gateway.web_socket");
  if (running.node != fresh.node) keys.push_back("node");
  if (running.postgresql != fresh.postgresql) keys.push_back("store.postgresql");
  if (running.lease != fresh.lease) keys.push_back("store.lease");
  if (running.rules && fresh.rules && running.rules->pages.listen != fresh.rules->pages.listen)
    keys.push_back("http.listen");
  return keys;
}

}  // namespace lapor::config
