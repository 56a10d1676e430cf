// Statements, indexes and triggers compare columns with words. A word that the engine never stores matches no
// row, and nothing fails.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "open_store.hpp"
#include "store/migrate.hpp"

namespace lapor::store {
namespace {

std::string source_code() {
  std::string all;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(LAPOR_SOURCE_DIR) / "lib/store"))
    if (file.path().extension() == ".cpp") {
      std::ifstream in(file.path());
      all.append(std::istreambuf_iterator<char>(in), {});
    }
  return std::regex_replace(all, std::regex("\"\\s*\\n\\s*\""), "");  // a statement in one piece
}

std::string schema() {
  Database db(":memory:");
  migrate(db, migrations());
  std::string all;
  for (auto row = db.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"); row.step();)
    all += row.text(0) + "\n";
  return all;
}

bool is_stored(const std::string& column, const std::string& word) {
  if (column == "purpose") return engine::purpose(word).has_value();
  if (column == "outcome") return engine::outcome(word).has_value();
  return ticket::state(word).has_value() || delivery::state(word).has_value();
}

/// "purpose = 'x'" and "state IN ('x', 'y')": each column with each of its words that is never stored.
std::vector<std::string> never_stored(const std::string& sql, std::size_t& compared) {
  static const std::regex comparison(
      R"(\b(purpose|outcome|state)\s*(?:=|<>|IN\s*\()\s*('\w+'(?:\s*,\s*'\w+')*))");
  static const std::regex quoted(R"('(\w+)')");
  std::vector<std::string> out;
  for (std::sregex_iterator one(sql.begin(), sql.end(), comparison), end; one != end; ++one) {
    const auto column = (*one)[1].str(), words = (*one)[2].str();
    for (std::sregex_iterator word(words.begin(), words.end(), quoted); word != end; ++word) {
      ++compared;
      if (!is_stored(column, (*word)[1])) out.push_back(column + " = " + (*word)[1].str());
    }
  }
  return out;
}

}  // namespace

TEST_CASE("no statement, index or trigger compares a column with a word that is never stored") {
  std::size_t in_code = 0, in_schema = 0;
  CHECK(never_stored(source_code(), in_code) == std::vector<std::string>{});
  CHECK(never_stored(schema(), in_schema) == std::vector<std::string>{});
  CHECK(in_code > 20);
  CHECK(in_schema > 20);
}

}  // namespace lapor::store
