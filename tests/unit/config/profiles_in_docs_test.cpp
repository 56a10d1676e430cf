// docs/modems.md prints what each profile says and why, from the files' own comments; this compares it. To
// renew the page, run with LAPOR_WRITE_DOCS=1.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "config/files.hpp"
#include "support/catch.hpp"

namespace {

namespace fs = std::filesystem;
const std::string page = LAPOR_SOURCE_DIR "/docs/modems.md";

std::string read(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Lines between empty ones: comments, then keys.
struct Block {
  std::string comment, keys;
};

std::string trimmed(std::string text) {
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

void add(std::string& to, const std::string& text) {
  if (!text.empty()) to += (to.empty() ? "" : " ") + text;
}

/// "key = value  # why": the key for usb and answers, which are long; the whole line for the others.
void add_key(Block& block, const std::string& line) {
  const auto why = line.find("  # ");
  if (why != std::string::npos) add(block.comment, trimmed(line.substr(why + 4)));
  const auto key = trimmed(line.substr(0, line.find('=')));
  const bool list_only = key == "usb" || key == "answers";
  add(block.keys, fmt::format("`{}`", list_only ? key : trimmed(line.substr(0, why))));
}

std::vector<Block> blocks_of(const fs::path& file) {
  std::vector<Block> out(1);
  std::istringstream in(read(file));
  for (std::string line; std::getline(in, line);) {
    const bool inside = !line.empty() && (line.front() == ' ' || line.front() == ']');  // of a list
    if (line.empty())
      out.emplace_back();
    else if (line.rfind("# ", 0) == 0)
      add(out.back().comment, line.substr(2));
    else if (!inside)
      add_key(out.back(), line);
  }
  return out;
}

std::string section(const fs::path& file) {
  lapor::config::Report report;
  const auto profile = lapor::config::read_profile(file, report);
  auto out = fmt::format("### {}\n\n{}.", profile.name, profile.description);
  std::string rows;
  for (const auto& block : blocks_of(file)) {
    if (block.keys.empty())
      add(out, block.comment);
    else if (block.keys.find("`description") == std::string::npos)
      rows += fmt::format("| {} | {} |\n", block.keys, block.comment);
  }
  return out + "\n\n| key | why |\n|---|---|\n" + rows + "\n";
}

}  // namespace

TEST_CASE("docs/modems.md says of each profile what the file says", "[docs]") {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(LAPOR_SOURCE_DIR "/modem-profiles"))
    if (entry.path().stem() != "generic-at") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::string wanted = "\n";
  for (const auto& file : files) wanted += section(file);
  auto text = read(page);
  const auto start = text.find("<!-- profiles");
  REQUIRE(start != std::string::npos);
  const auto from = text.find("-->\n", start) + 4, to = text.find("<!-- end -->", start);
  REQUIRE(to != std::string::npos);
  if (std::getenv("LAPOR_WRITE_DOCS")) std::ofstream(page) << text.replace(from, to - from, wanted);
  CHECK(read(page).find(wanted) != std::string::npos);
}
