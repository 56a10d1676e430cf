// No report is taken for a command that changes something: the reports of all our tables, bare and with
// LAPOR.
#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using commands::Verb;

namespace {

/// The column of a table that holds its texts.
struct Table {
  const char* file;
  std::size_t column;
};
constexpr std::array tables{Table{"office_year.tsv", 1}, Table{"urgent.tsv", 1}, Table{"confidential.tsv", 1},
                            Table{"places.tsv", 0}, Table{"reports.tsv", 1}};

std::vector<std::string> texts(const Table& table) {
  std::vector<std::string> out;
  std::ifstream in(std::string(LAPOR_SOURCE_DIR "/tests/data/") + table.file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::size_t begin = 0;
    for (std::size_t n = 0; n < table.column; ++n) begin = line.find('\t', begin) + 1;
    out.push_back(line.substr(begin, line.find('\t', begin) - begin));
  }
  return out;
}

bool is_report(Verb verb) { return verb == Verb::report || verb == Verb::ask || verb == Verb::suggest; }

}  // namespace

TEST_CASE("no report is taken for a command", "[commands][figures]") {
  const auto& vocabulary = test::shipped_vocabulary();
  std::size_t read = 0, false_commands = 0;
  for (const auto& table : tables)
    for (const auto& text : texts(table))
      for (const auto& form : {text, "LAPOR " + text}) {
        const auto verb = commands::verb_of(commands::parse_citizen(form, vocabulary, {}));
        ++read;
        if (is_report(verb)) continue;
        ++false_commands;
        INFO(table.file << ": " << form << " is read as " << commands::name(verb));
        CHECK(is_report(verb));
      }
  fmt::print("reports read: {}, taken for a command: {}\n", read, false_commands);
  CHECK(read > 700);
}
