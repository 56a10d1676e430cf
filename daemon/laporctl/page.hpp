// The place where an answer is shown. A terminal limits the width of a line; a pipe or a file does not.
#pragma once
#include <cstddef>
#include <limits>

#include "laporctl/local_time.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {

struct Page {
  LocalTime time;
  bool is_terminal = true;

  /// The width of a table that wants so many columns; unlimited where no terminal cuts the lines.
  std::size_t width(std::size_t columns = line_width) const {
    return is_terminal ? columns : std::numeric_limits<std::size_t>::max();
  }
};

}  // namespace lapor::laporctl
