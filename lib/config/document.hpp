// A TOML file as a plain tree that remembers lines. The library that parses TOML is known to document.cpp
// alone.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/fault.hpp"

namespace lapor::config {

struct Entry;

struct Node {
  enum class Kind { text, number, real, truth, date, list, table, other };
  Kind kind = Kind::other;
  unsigned line = 0;
  std::string text;  ///< of text; of date as "2026-08-17"
  std::int64_t number = 0;
  double real = 0;  ///< of real, and of number too
  bool truth = false;
  std::vector<Node> items;     ///< of list
  std::vector<Entry> entries;  ///< of table, in the order of the file

  const Node* find(std::string_view key)
      const;  ///< of a table; nullptr if it has no such key  ///< of a table; nullptr if it has no such key
};

struct Entry {
  std::string key;
  Node value;
};

/// "a text", "a number" …: for an error.
std::string_view article(Node::Kind kind);

/// The table of a file; nullopt, and one error in the report, if it isn't a regular file of at most 4 MiB,
/// isn't TOML, or is nested deeper than nesting.hpp allows.
std::optional<Node> read_document(const std::filesystem::path& file, Report& report);
std::optional<Node> parse_document(std::string_view text, const std::string& name, Report& report);

}  // namespace lapor::config
