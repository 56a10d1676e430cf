// Two databases read the statements of lib/store. The statements must not have words that one of them doesn't
// know, or reads in another way.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "support/catch.hpp"

namespace lapor::store {
namespace {

/// Sources that only an SQLite file needs; PostgreSQL never gets their SQL.
const std::set<std::string> of_the_file{
    "db.cpp", "migrate.cpp", "backup.cpp", "offline_maintenance.cpp", "last_known.cpp", "tables.cpp"};

struct Word {
  const char* pattern;
  const char* instead;
};

constexpr Word words[] = {
    {R"(\bifnull\()", "coalesce("},
    {R"(\biif\()", "CASE"},
    {R"(\bINSERT OR\b)", "ON CONFLICT"},
    {R"(\brandom\(\))", "a value that is drawn and bound"},
    {R"(\bAS BLOB\b)", "bytes that are bound"},
    {R"(\bx'')", "an empty Blob that is bound"},
    {R"(\bPRAGMA\b)", "a call of Connection"},
    {R"(\bGLOB\b|\bMATCH\b|\browid\b|\bsqlite_)", "nothing of SQLite's own"},
    {R"(\bIS (NOT )?(\?|\())", "IS [NOT] DISTINCT FROM"},
    {R"(\b(NOT|AND|WHERE) (\w+\.)?(urgent|confidential|anonymous|forgotten|quiet|nudged)\b(?! =))",
     "a flag that is compared: = 1"},
    {R"(\b(max|min)\([^()]*,)", "two columns, compared afterwards"},
};

}  // namespace

TEST_CASE("statements are written in words that every database reads alike") {
  for (const auto& entry : std::filesystem::directory_iterator(LAPOR_SOURCE_DIR "/lib/store")) {
    const auto name = entry.path().filename().string();
    if (entry.path().extension() != ".cpp" || of_the_file.contains(name)) continue;
    std::ifstream in(entry.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    // the literals alone, those of one statement joined
    std::string sql;
    const std::regex literal(R"re("((?:[^"\\\n]|\\.)*)")re");
    for (std::sregex_iterator it{text.begin(), text.end(), literal}, end; it != end; ++it) sql += (*it)[1];
    for (const auto& word : words) {
      INFO(name << " has " << word.pattern << "; write " << word.instead);
      CHECK_FALSE(std::regex_search(sql, std::regex(word.pattern)));
    }
  }
}

}  // namespace lapor::store
