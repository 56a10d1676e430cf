// docs/keywords.md is printed from the shipped vocabulary. LAPOR_WRITE_DOCS=1 writes it again.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using namespace lapor::commands;
using namespace lapor::language;

namespace {

const std::string path = LAPOR_SOURCE_DIR "/docs/keywords.md";

std::string list(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// The aliases of one command, its own name first.
std::string aliases(const std::map<std::string, std::string>& map, const std::string& meaning) {
  std::vector<std::string> words;
  for (const auto& [alias, of] : map) {
    if (of == meaning) words.insert(alias == meaning ? words.begin() : words.end(), alias);
  }
  return list(words);
}

void commands(std::ostream& out, const std::map<std::string, std::string>& map,
              const std::vector<std::string>& order) {
  out << "\n| command | ways of writing it |\n|---|---|\n";
  for (const auto& meaning : order) out << "| " << meaning << " | " << aliases(map, meaning) << " |\n";
}

std::string weighed(const Matter& matter) {
  return list(matter.aliases) + " | " + list(matter.signs) + " | " + list(matter.hints) + " | " +
         list(matter.against);
}

void categories(std::ostream& out, const Vocabulary& words) {
  out << "\n| code | in replies | class | | aliases | signs | hints | against "
         "|\n|---|---|---|---|---|---|---|---|\n";
  for (const auto& category : words.categories) {
    std::vector<std::string> marks;
    if (category.urgent) marks.push_back("urgent");
    if (category.confidential) marks.push_back("confidential");
    if (category.weak) marks.push_back("weak");
    out << "| " << category.code << " | " << category.label << " | "
        << lapor::ticket::name(category.service_class) << " | " << list(marks) << " | " << weighed(category)
        << " |\n";
  }
}

void other_bodies(std::ostream& out, const Vocabulary& words) {
  out << "\n| code | who | aliases | signs | hints | against |\n|---|---|---|---|---|---|\n";
  for (const auto& body : words.other_bodies)
    out << "| " << body.code << " | " << body.name << " | " << weighed(body) << " |\n";
}

void areas(std::ostream& out, const Vocabulary& words) {
  out << "\n| code | name | | also written |\n|---|---|---|---|\n";
  for (const auto& area : words.areas) {
    out << "| " << area.code << " | " << area.name << " | " << (area.city ? "kota" : "kab")
        << (area.ordinary_word ? ", only after di, kab or kota" : "") << " | " << list(area.aliases)
        << " |\n";
  }
}

std::string printed() {
  const auto& words = lapor::test::shipped_vocabulary();
  std::ostringstream out;
  out << "# The words the gateway understands\n\n"
         "Printed from `lib/config/data/keywords.toml` and `areas.toml` by a test that compares; edit those, "
         "then run\n"
         "`LAPOR_WRITE_DOCS=1 build/bin/unit_domain \"the keyword list is up to date\"`. Case, repeated "
         "letters, letters\n"
         "glued to a number and one slip in a word of five letters or more are understood besides.\n\n"
         "## Citizens\n";
  commands(out, words.citizen,
           {"LAPOR", "TANYA", "USUL", "CEK", "TAMBAH", "YA", "TIDAK", "NILAI", "BUKA", "BATAL", "HAPUS",
            "STOP", "BANTUAN", "KODE"});
  out << "\n## Agencies\n";
  commands(out, words.agency,
           {"TERIMA", "PROSES", "SELESAI", "ALIH", "TOLAK", "TANYA", "TUNDA", "DETAIL", "DAFTAR", "REKAP",
            "BANTUAN"});
  out << "\n## Flags of a report, and reasons of TOLAK\n";
  commands(out, words.flags, {"RAHASIA", "ANONIM"});
  commands(out, words.reasons, {"SPAM", "WENANG", "JELAS", "DUPL", "HUKUM"});
  out << "\nUrgent whatever the category: " << list(words.urgent_words) << ".\n\n## Categories\n\n"
      << "Every word of a report counts for the categories that list it: an alias 6 points, a sign 3, a hint "
         "1, a "
         "word against -3;\n"
         "the matter that is named first gets 2 more. Three points decide where they lead by two, else the "
         "coordinator does.\n"
         "keywords.toml(5) has the whole of it. The code counts right after LAPOR; a weak one yields there "
         "to "
         "another\n"
         "matter that follows at once.\n";
  categories(out, words);
  out << "\nSaid of no matter, though a word in it might be: " << list(words.neutral_words)
      << ".\n\n## Matters of others\n\n"
      << "None of the agencies owns these: they go to the coordinator, who is told whose they are.\n";
  other_bodies(out, words);
  out << "\n## Areas\n";
  areas(out, words);
  return out.str();
}

}  // namespace

TEST_CASE("the keyword list is up to date", "[docs]") {
  const auto wanted = printed();
  if (const char* update = std::getenv("LAPOR_WRITE_DOCS"); update != nullptr && std::string(update) == "1") {
    std::ofstream(path) << wanted;
  }
  std::ifstream in(path);
  const std::string found{std::istreambuf_iterator<char>(in), {}};
  CHECK(found == wanted);
}

TEST_CASE("every alias of the vocabulary means a command there is", "[docs]") {
  const auto& words = lapor::test::shipped_vocabulary();
  CHECK(words.categories.size() == 23);
  CHECK(words.areas.size() == 35);
  for (const auto& category : words.categories) CHECK(category.label.size() <= 6);
  for (const auto& [alias, meaning] : words.citizen) {
    INFO(alias);
    CHECK(verb_of(parse_citizen(alias, words, {})) != Verb::agency_help);
    CHECK(words.citizen.contains(meaning) != (meaning == "HAPUS"));
  }
  for (const auto& [alias, meaning] : words.agency) {
    INFO(alias);
    CHECK(words.agency.contains(meaning));
  }
}
