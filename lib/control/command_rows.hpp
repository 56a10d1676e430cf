// A table of commands: the rows of its groups, joined once and found by name. Row: any struct with a `name`.
#pragma once
#include <algorithm>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace lapor::control {

template <class Row>
class CommandRows {
 public:
  CommandRows(std::initializer_list<std::span<const Row>> groups) {
    for (const auto group : groups) rows_.insert(rows_.end(), group.begin(), group.end());
  }
  std::span<const Row> all() const { return rows_; }
  /// nullptr if no row has this name.
  const Row* find(std::string_view name) const {
    const auto at =
        std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.name == name; });
    return at == rows_.end() ? nullptr : &*at;
  }

 private:
  std::vector<Row> rows_;
};

}  // namespace lapor::control
