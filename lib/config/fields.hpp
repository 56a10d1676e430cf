// One table of a file, read field by field. A key that was never asked for is reported as unknown.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/document.hpp"

namespace lapor::config {

class Fields {
 public:
  /// `where` names the table in errors: "[[agency]]". The node must outlive this.
  Fields(const Node& table, std::string where, std::string file, Report& report);

  /// The value; nullptr if it is absent, or of another kind, which is reported as an error. Marks the key as
  /// known.
  const Node* get(std::string_view key, Node::Kind kind);
  /// As get(); absence is reported as an error, too.
  const Node* need(std::string_view key, Node::Kind kind);

  std::string text(std::string_view key, std::string_view fallback = {});
  std::string needed_text(std::string_view key);
  bool truth(std::string_view key, bool fallback);
  std::optional<std::int64_t> number(std::string_view key, std::int64_t low, std::int64_t high);
  std::vector<std::string> texts(std::string_view key);
  /// The tables of [[key]]; empty if there are none.
  std::vector<const Node*> tables(std::string_view key);

  void error(unsigned line, std::string_view key, std::string_view what);
  unsigned line(std::string_view key) const;  ///< of the key if it is there, else of the table
  /// Reports an error for each key that was never asked for. Call it last.
  void finish();

 private:
  const Node& table_;
  std::string where_, file_;
  Report& report_;
  std::vector<std::string_view> known_;
};

}  // namespace lapor::config
