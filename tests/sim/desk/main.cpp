// lapor-desk CONFIG ROWS: enters rows (id, date, owner categories, text, with tabs between) as tickets of a
// test office, each decided by its owner, into the database of this configuration. What `laporctl learn`
// makes of them can then be measured. The rows stay outside the repository: they are people's.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <vector>

#include "base/time.hpp"
#include "common/install_paths.hpp"
#include "laporctl/explain.hpp"
#include "sim/desk/desk.hpp"

namespace lapor::test {
namespace {

struct Row {
  std::string date, category, text;
};

/// "\t" stands for a blank.
std::string unescaped(std::string text) {
  for (auto at = text.find("\\t"); at != text.npos; at = text.find("\\t", at)) text.replace(at, 2, " ");
  return laporctl::unescape_line(text);
}

Row row_of(const std::string& line) {
  std::vector<std::string> fields(4);
  std::size_t begin = 0;
  for (auto& field : fields) {
    const auto end = std::min(line.find('\t', begin), line.size());
    field = line.substr(begin, end - begin);
    begin = std::min(end + 1, line.size());
  }
  const auto category = fields[2].substr(0, fields[2].find(' '));
  return {fields[1], category == "-" ? "" : category, unescaped(fields[3])};
}

std::vector<Row> read_rows(const char* file) {
  std::vector<Row> rows;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) rows.push_back(row_of(line));
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.date < b.date; });
  return rows;
}

int enter(const char* configuration, const char* file) {
  const auto loaded = config::load(configuration, daemon::install_layout().paths);
  if (!loaded.config) return fmt::print(stderr, "{}\n", config::show(loaded.report.errors.front())), 1;
  Desk desk(loaded.config->rules, loaded.config->database().string());
  auto now = Instant{} + std::chrono::hours(24 * 365 * 52);
  int entered = 0;
  for (const auto& row : read_rows(file)) {
    now += std::chrono::minutes(5);
    desk.report(fmt::format("+62811{:07}", ++entered), row.text, row.category, now);
  }
  fmt::print("{} rows are entered\n", entered);
  return 0;
}

}  // namespace
}  // namespace lapor::test

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("lapor-desk CONFIG ROWS\n", stderr), 2;
  try {
    return lapor::test::enter(argv[1], argv[2]);
  } catch (const std::exception& e) {
    return fmt::print(stderr, "{}\n", e.what()), 1;
  }
}
