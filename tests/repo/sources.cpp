#include "repo/sources.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>

namespace lapor::repo {
namespace fs = std::filesystem;
namespace {

bool skipped(const fs::path& path) {
  const auto name = path.filename().string();
  return name == ".git" || name == "build" || name.starts_with("build-");
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

void read_file(const fs::path& top, const fs::path& path, std::vector<Source>& out) {
  std::ifstream in{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (text.find('\0') != std::string::npos) return;
  out.push_back({path.lexically_relative(top).string(), lines_of(text)});
}

void walk(const fs::path& top, const fs::path& place, std::vector<Source>& out) {
  if (fs::is_symlink(place) || skipped(place) || !fs::exists(place)) return;
  if (fs::is_regular_file(place)) return read_file(top, place, out);
  if (!fs::is_directory(place)) return;
  for (const auto& entry : fs::directory_iterator{place}) walk(top, entry.path(), out);
}

}  // namespace

std::string Source::text() const {
  std::string all;
  for (const auto& line : lines) all += line + "\n";
  return all;
}

std::vector<Source> read_sources(const std::vector<std::string>& places) {
  std::vector<Source> out;
  const fs::path top = LAPOR_SOURCE_DIR;
  for (const auto& place : places) {
    if (place == ".") {  // the top itself may be called build: look at what is in it
      for (const auto& entry : fs::directory_iterator{top}) walk(top, entry.path(), out);
    } else {
      walk(top, top / place, out);
    }
  }
  return out;
}

std::vector<Include> includes(const Source& source) {
  static const std::regex directive{R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re"};
  std::vector<Include> out;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    std::smatch match;
    if (std::regex_search(source.lines[i], match, directive))
      out.push_back({match[2], match[1] == "\"", i + 1});
  }
  return out;
}

}  // namespace lapor::repo
