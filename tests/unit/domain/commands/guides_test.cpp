// The guides that are printed for citizens, officers and the coordinator: what they say to type is
// understood, and each fits a page. Every number is fictitious.
#include <fstream>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using namespace lapor::commands;
using namespace lapor::language;

namespace {

std::vector<std::string> lines_of(const std::string& guide) {
  std::ifstream in(LAPOR_SOURCE_DIR "/docs/panduan-" + guide + ".md");
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  REQUIRE(lines.size() > 10);
  return lines;
}

/// The commands that the tables of a guide show.
std::vector<std::string> typed(const std::string& guide) {
  std::vector<std::string> out;
  for (const auto& line : lines_of(guide)) {
    if (!line.starts_with("|")) continue;
    for (auto at = line.find('`'); at != line.npos; at = line.find('`', at + 1)) {
      const auto end = line.find('`', at + 1);
      out.push_back(line.substr(at + 1, end - at - 1));
      at = end;
    }
  }
  return out;
}

std::string first_word(const std::string& text) { return text.substr(0, text.find(' ')); }

}  // namespace

TEST_CASE("what the citizens guide says to type is read as it says", "[docs]") {
  Citizen citizen;
  citizen.own = {"1234566"};
  citizen.pending = {Pending::confirm};
  const auto examples = typed("warga");
  CHECK(examples.size() >= 12);
  for (const auto& text : examples) {
    INFO(text);
    const auto read = parse_citizen(text, test::shipped_vocabulary(), citizen);
    CHECK(name(verb_of(read)) == (first_word(text) == "BELUM" ? "TIDAK" : first_word(text)));
    if (text.find("RAHASIA") != text.npos)
      CHECK(std::get<Report>(read).flags == std::vector{Flag::confidential});
    if (text.find("Semarang") != text.npos) CHECK(std::get<Report>(read).area == "33.74");
  }
}

TEST_CASE("what the guides of officers and the coordinator say to type is read as it says", "[docs]") {
  Officer officer;
  officer.agencies = {"BMCK", "DISHUB"};
  for (const std::string guide : {"opd", "koordinator"}) {
    const auto examples = typed(guide);
    CHECK(examples.size() >= 6);
    for (const auto& text : examples) {
      INFO(text);
      const auto verb = name(verb_of(parse_agency(text, test::shipped_vocabulary(), officer)));
      CHECK(verb == (first_word(text) == "BANTUAN" ? "AGENCY_HELP" : first_word(text)));
    }
  }
}

/// In pixels, as a browser lays text of 16 px out on A4 with its usual margins, tables with lines between:
/// measured on the guides as they were when this was written, a little too high rather than too low.
TEST_CASE("each guide fits a printed page", "[docs]") {
  constexpr std::size_t page = 1046, heading = 65, line_height = 24, row_height = 37, gap = 16, width = 88;
  for (const std::string guide : {"warga", "opd", "koordinator"}) {
    INFO(guide);
    std::size_t height = heading, paragraph = 0;
    const auto end_paragraph = [&] {
      if (paragraph > 0) height += (paragraph + width - 1) / width * line_height;
      paragraph = 0;
    };
    for (const auto& line : lines_of(guide)) {
      if (line.starts_with("#") || line.starts_with("|--")) continue;
      if (line.empty() || line.starts_with("- ") || line.starts_with("|")) end_paragraph();
      if (line.empty()) height += gap;
      if (line.starts_with("|")) height += row_height + (line.size() > 85 ? line_height : 0);
      if (!line.empty() && !line.starts_with("|")) paragraph += utf8::decode(line).size();
    }
    end_paragraph();
    CHECK(height <= page);
  }
}
