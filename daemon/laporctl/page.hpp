// What an answer is shown on: a terminal has lines of a width, a pipe or a file has not.
#pragma once
#include <cstddef>
#include <limits>

#include "laporctl/local_time.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {

struct Page {
  LocalTime time;
  bool is_terminal = true;

  /// How wide a table may be that is made for so many columns: where nobody reads lines, nothing is cut.
  std::size_t width(std::size_t columns = line_width) const {
    return is_terminal ? columns : std::numeric_limits<std::size_t>::max();
  }
};

}  // namespace lapor::laporctl
