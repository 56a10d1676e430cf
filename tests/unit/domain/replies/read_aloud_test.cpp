// Every reply as its reader gets it: tests/data/replies.tsv is read by people, this test keeps it true.
#include <cctype>
#include <fstream>
#include <map>
#include <regex>
#include <string>

#include "domain/replies/templates.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::replies;

namespace {

Fields usual() {
  return {{"t", "1234566"},
          {"t2", "1234575"},
          {"cat", "JALAN"},
          {"dinas", "Dinas PU Jalan"},
          {"opd", "BMCK"},
          {"st", "DIPROSES"},
          {"tgl", "12-03"},
          {"jam", "09:30"},
          {"zona", "WIB"},
          {"siapa", "PLN, telepon 123"},
          {"n", "3"},
          {"list", "1234566 JALAN, 1234575 LAMPU"},
          {"target", "26-03"},
          {"hk", "5"},
          {"txt", "lubang sudah ditambal tadi pagi"},
          {"q", "di sebelah mana lubangnya"},
          {"alasan", "lokasi atau masalahnya kurang jelas"},
          {"isi", "lubang besar di depan pasar"},
          {"layanan", "Lapor Jateng"},
          {"kode", "4821"},
          {"lvl", "2"},
          {"sd", "18-03"},
          {"masuk", "41"},
          {"jawab", "39"},
          {"tepat", "92"},
          {"selesai", "35"},
          {"lambat", "2"},
          {"buka", "1"},
          {"nilai", "4.3"},
          {"penilai", "20"}};
}

/// CODE = "text" of replies.toml.
std::map<std::string, std::string> shipped() {
  static const std::regex row{R"re(^([A-Z0-9_]+)\s*= "(.*)"$)re"};
  std::ifstream file(LAPOR_SOURCE_DIR "/lib/config/data/replies.toml");
  std::map<std::string, std::string> out;
  for (std::string line; std::getline(file, line);)
    if (std::smatch m; std::regex_match(line, m, row)) out[m[1]] = m[2];
  return out;
}

std::string filled(std::string text) {
  for (const auto& [name, value] : usual()) {
    const auto field = "{" + name + "}";
    for (auto at = text.find(field); at != text.npos; at = text.find(field))
      text.replace(at, field.size(), value);
  }
  return text;
}

std::map<std::string, std::string> read_aloud() {
  std::ifstream file(LAPOR_SOURCE_DIR "/tests/data/replies.tsv");
  std::map<std::string, std::string> out;
  for (std::string line; std::getline(file, line);)
    if (const auto tab = line.find('\t'); !line.starts_with("#") && tab != line.npos)
      out[line.substr(0, tab)] = line.substr(tab + 1);
  return out;
}

bool for_citizens(const std::string& code) {
  return !code.starts_with("OPD_") && !code.starts_with("REASON_") && code != "ALARM";
}

}  // namespace

TEST_CASE("each reply is kept as its reader gets it, and fits one SMS", "[replies]") {
  const auto kept = read_aloud();
  for (const auto& [code, text] : shipped()) {
    INFO(code << ": write this line into tests/data/replies.tsv and read it aloud:\n"
              << code << "\t" << filled(text));
    REQUIRE(kept.contains(code));
    CHECK(kept.at(code) == filled(text));
    CHECK(filled(text).find('{') == std::string::npos);
    CHECK(filled(text).size() <= 160);
  }
  CHECK(kept.size() == shipped().size());
}

TEST_CASE("a citizen is told no code of an office and no word of ours, and is called Anda", "[replies]") {
  static const std::regex officers{R"(\b(BMCK|OPD|gateway|ticket|category|kamu|lo|anda)\b)"};
  for (const auto& [code, text] : read_aloud()) {
    if (!for_citizens(code)) continue;
    INFO(code << ": " << text);
    CHECK_FALSE(std::regex_search(text, officers));
    CHECK(text.find("  ") == std::string::npos);
    const auto first = static_cast<unsigned char>(text.front());
    CHECK((std::isupper(first) || std::isdigit(first)));
  }
}
