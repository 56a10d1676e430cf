// docs/glossary.md's table of names in the database, compared with the code and the migrations.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <regex>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {

struct Row {
  std::string code, kind, name;  ///< "Ticket::merged_into", "column", "ticket.joined_to"
};

std::vector<Row> names_in_the_database() {
  static const std::regex row{R"(^\| `([A-Za-z_:()]+)` \| ([^`]*?) ?`([a-z_.]+)` \|$)"};
  std::vector<Row> rows;
  bool inside = false;
  const auto pages = read_sources({"docs/glossary.md"});
  for (const auto& line : pages.front().lines) {
    if (line.starts_with("## ")) inside = line == "## Names in the database";
    if (!inside || !line.starts_with("| `")) continue;
    std::smatch m;
    INFO(line);
    REQUIRE(std::regex_match(line, m, row));
    rows.push_back({m[1], m[2], m[3]});
  }
  return rows;
}

std::string text_of(const std::vector<std::string>& places, std::string_view extension) {
  std::string all;
  for (const auto& source : read_sources(places))
    if (source.path.ends_with(extension)) all += source.text();
  return all;
}

bool part_of_a_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

bool has_word(const std::string& text, const std::string& word) {
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !part_of_a_word(text[at - 1])) && (end == text.size() || !part_of_a_word(text[end])))
      return true;
  }
  return false;
}

/// Are all parts of a name such as "Ticket::merged_into" words of this text?
bool knows(const std::string& text, const std::string& code) {
  for (std::size_t begin = 0; begin < code.size();) {
    const auto end = std::min(code.find("::", begin), code.size());
    auto word = code.substr(begin, end - begin);
    if (word.ends_with("()")) word.resize(word.size() - 2);
    if (!has_word(text, word)) return false;
    begin = end + 2;
  }
  return true;
}

/// The statements that make or change a table.
std::string statements_about(const std::string& sql, const std::string& table) {
  std::string found;
  for (const auto* how : {"CREATE TABLE ", "ALTER TABLE "}) {
    const auto begin = how + table + " ";
    for (auto at = sql.find(begin); at != sql.npos; at = sql.find(begin, at + 1))
      found += sql.substr(at, sql.find(';', at) - at);
  }
  return found;
}

}  // namespace

TEST_CASE("each name that the glossary gives for the database is in the code and in a migration") {
  const auto code = text_of({"lib/domain", "lib/engine"}, ".hpp");
  const auto names = text_of({"lib/domain", "lib/engine"}, ".cpp");
  const auto sql = text_of({"lib/store/migrations"}, ".sql");
  const auto rows = names_in_the_database();
  CHECK(rows.size() > 30);
  for (const auto& row : rows) {
    INFO(fmt::format("{}: {} {}", row.code, row.kind, row.name));
    CHECK(knows(code, row.code));
    if (row.kind == "table") {
      CHECK(statements_about(sql, row.name) != "");
    } else if (row.kind == "column") {
      const auto dot = row.name.find('.');
      const auto table = statements_about(sql, row.name.substr(0, dot));
      CHECK(has_word(table, row.name.substr(dot + 1)));
    } else {  // a value: written by the code that names it
      CHECK(names.find("\"" + row.name + "\"") != names.npos);
    }
  }
}

}  // namespace lapor::repo
