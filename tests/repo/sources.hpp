// The files of the checkout, as the tests of this folder look at them.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace lapor::repo {

struct Source {
  std::string path;  ///< from the top of the checkout, "lib/base/time.hpp"
  std::vector<std::string> lines;

  std::string folder() const { return std::filesystem::path(path).parent_path().string(); }
  std::string extension() const { return std::filesystem::path(path).extension().string(); }
  std::string text() const;  ///< the lines, each with its end
  bool cpp() const { return extension() == ".cpp" || extension() == ".hpp"; }
  bool in(std::string_view folder) const { return path.starts_with(folder); }
};

/// Every text file below these folders or files; build trees, .git and binaries are left out.
std::vector<Source> read_sources(const std::vector<std::string>& places);

/// One include of a source: the name without its quotes or angle brackets.
struct Include {
  std::string name;
  bool quoted = false;
  std::size_t line = 0;
};
std::vector<Include> includes(const Source& source);

}  // namespace lapor::repo
