// tests/data/grammar.tsv: what each text means, row by row.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>
#include <vector>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor::commands;
using namespace lapor::language;

namespace {

struct Row {
  std::string role, pending, sender, message, expected;
  int line = 0;
};

std::vector<Row> rows() {
  std::ifstream in(LAPOR_SOURCE_DIR "/tests/data/grammar.tsv");
  std::vector<Row> out;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#' || line.rfind("role\t", 0) == 0) continue;
    std::istringstream cells(line);
    Row row;
    for (auto* cell : {&row.role, &row.pending, &row.sender, &row.message, &row.expected})
      std::getline(cells, *cell, '\t');
    row.line = number;
    out.push_back(row);
  }
  return out;
}

/// As `laporctl explain` assumes: good numbers are this sender's own.
Command read(const Row& row) {
  const auto& vocabulary = lapor::test::shipped_vocabulary();
  if (row.role == "agency")
    return parse_agency(row.message, vocabulary, {{"BMCK", "DISHUB", "DLHK", "SDATR"}, {}});
  Citizen citizen;
  if (row.pending == "CONFIRM") citizen.pending = {Pending::confirm};
  if (row.pending == "RATE") citizen.pending = {Pending::rate};
  if (row.pending == "CLARIFY") citizen.pending = {Pending::clarify};
  citizen.own = mentioned_tickets(row.message);
  const auto letter = [](unsigned char c) { return std::isalpha(c) != 0; };
  citizen.machine = !row.sender.empty() &&
                    (row.sender.size() < 7 || std::any_of(row.sender.begin(), row.sender.end(), letter));
  return parse_citizen(row.message, vocabulary, citizen);
}

std::string blank_for_underscore(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

const Report& report(const Command& command) {
  static const Report none;
  const auto* found = std::get_if<Report>(&command);
  return found ? *found : none;
}

bool has_flag(const Command& command, const std::string& flag) {
  const auto* need_text = std::get_if<NeedText>(&command);
  const auto& flags = need_text ? need_text->flags : report(command).flags;
  return std::any_of(flags.begin(), flags.end(), [&](Flag f) { return name(f) == flag; });
}

/// The value that a Command has for a key of the last column; "" if it has none.
std::string said(const Row& row, const Command& command, const std::string& key, const std::string& wanted) {
  if (key == "cat") return report(command).category;
  if (key == "ticket") return ticket_of(command);
  if (key == "arg") return argument_of(command);
  if (key == "area") return report(command).area;
  if (key == "pin") return cut_pin(row.message).pin;
  if (key == "text") return words_of(command);
  if (key == "flag") return has_flag(command, wanted) ? wanted : "";
  if (key == "noflag") return has_flag(command, wanted) ? "" : wanted;
  return "unknown key " + key;
}

/// The first column of the last cell is the verb; the rest are key=value, "_" for a blank. A ticket and an
/// argument that aren't named must be absent.
std::string difference(const Row& row, const Command& command) {
  std::istringstream words(row.expected);
  std::string meant, out;
  words >> meant;
  bool has_ticket = false, has_argument = false;
  if (name(verb_of(command)) != meant) out += " is " + std::string(name(verb_of(command)));
  for (std::string word; words >> word;) {
    const auto key = word.substr(0, word.find('='));
    const auto value = blank_for_underscore(word.substr(word.find('=') + 1));
    has_ticket |= key == "ticket";
    has_argument |= key == "arg";
    const auto got = said(row, command, key, value);
    if (got != value) out += " " + key + " is [" + got + "]";
  }
  if (!has_ticket && !ticket_of(command).empty()) out += " has ticket " + ticket_of(command);
  if (!has_argument && !argument_of(command).empty()) out += " has argument " + argument_of(command);
  return out;
}

}  // namespace

TEST_CASE("every row of the grammar reads as it says", "[command]") {
  const auto all = rows();
  REQUIRE(all.size() > 90);
  for (const auto& row : all) {
    INFO("line " << row.line << ": " << row.role << " " << row.pending << " | " << row.message << " | "
                 << row.expected);
    CHECK(difference(row, read(row)) == "");
  }
}

TEST_CASE("a text is a slice of the message", "[command]") {
  for (const auto& row : rows()) {
    const auto command = read(row);
    INFO(row.message);
    CHECK(cut_pin(row.message).text.find(words_of(command)) != std::string::npos);
  }
}
