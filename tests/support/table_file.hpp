// Tables of tests/data: tab-separated rows, lines that begin with # are comments.
#pragma once
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace lapor::test {

using Cells = std::vector<std::string>;

/// \param name  a file of tests/data; \param width  rows with fewer cells get empty ones
inline std::vector<Cells> table(const std::string& name, std::size_t width) {
  std::ifstream in(LAPOR_SOURCE_DIR "/tests/data/" + name);
  if (!in) throw std::runtime_error("can't read " + name);
  std::vector<Cells> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    Cells cells;
    std::istringstream parts(line);
    for (std::string cell; std::getline(parts, cell, '\t');) cells.push_back(cell);
    cells.resize(std::max(width, cells.size()));
    out.push_back(std::move(cells));
  }
  return out;
}

}  // namespace lapor::test
